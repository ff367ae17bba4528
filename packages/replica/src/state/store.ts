import type { Change } from '@halyard/contracts';

import type { FeedListener } from '../feed.ts';
import { applyChange, type Keys } from './apply-change.ts';
import { toKeyRecord, type KeyRecord } from './key-record.ts';
import type { OrganizationState, SegmentMembers } from './organization-state.ts';

/** All organizations of a node, and their keys by hash; every change to it is one step. */
export interface Store {
  find(organizationId: string): OrganizationState | undefined;
  /** By the key's SHA-256 in base64. */
  findKey(hashText: string): KeyRecord | undefined;
  findKeyById(organizationId: string, keyId: string): KeyRecord | undefined;
  all(): IterableIterator<OrganizationState>;
  /** Puts an organization in the place of what was known of it. */
  put(state: OrganizationState): void;
  drop(organizationId: string): void;
  /** Applies the change that comes next; throws where it cannot be applied. */
  apply(state: OrganizationState, change: Change, members?: SegmentMembers): void;
  count(): StoreCount;
  /** Another number after every change. */
  version(): number;
}

export interface StoreCount {
  keys: number;
  organizations: number;
  changesApplied: number;
}

/** What the store does is told to the feed. */
export function createStore(feed: FeedListener): Store {
  const organizations = new Map<string, OrganizationState>();
  const keys: Keys = new Map();
  let changesApplied = 0;
  let version = 0;

  function dropKeys(organizationId: string): void {
    const state = organizations.get(organizationId);
    for (const { hash } of state?.keys.values() ?? []) keys.delete(hash);
  }

  return {
    find: (organizationId) => organizations.get(organizationId),
    findKey: (hashText) => keys.get(hashText),
    findKeyById(organizationId, keyId) {
      const key = organizations.get(organizationId)?.keys.get(keyId);
      return key && keys.get(key.hash);
    },
    all: () => organizations.values(),
    put(state) {
      dropKeys(state.id);
      for (const key of state.keys.values()) keys.set(key.hash, toKeyRecord(state.id, key));
      organizations.set(state.id, state);
      version += 1;
      feed.onReload(state.id);
    },
    drop(organizationId) {
      dropKeys(organizationId);
      organizations.delete(organizationId);
      version += 1;
      feed.onReload(organizationId);
    },
    apply(state, change, members) {
      applyChange(state, keys, change, members);
      changesApplied += 1;
      version += 1;
      feed.onChange(state, change);
    },
    count: () => ({ keys: keys.size, organizations: organizations.size, changesApplied }),
    version: () => version,
  };
}
