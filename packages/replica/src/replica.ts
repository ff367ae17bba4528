import type { Hint } from '@halyard/contracts';
import type { RegexEngine } from '@halyard/core';
import type { Database } from '@halyard/database';

import type { SealedBases } from './bases/sealed-bases.ts';
import { createBrokenFlags } from './broken-flags.ts';
import { createContact } from './contact.ts';
import type { DiskCopy } from './disk-copy/disk-copy.ts';
import { createDiskCopyKeeper } from './disk-copy/keeper.ts';
import type { Report } from './events.ts';
import { createFeed, type FeedListener } from './feed.ts';
import { createFollower } from './follow/follower.ts';
import { createReadChanges, type ReadChanges } from './follow/read-changes.ts';
import { createLookUpKey } from './keys/look-up-key.ts';
import { fillStore, type Source } from './start/fill-store.ts';
import { createLifecycle } from './start/lifecycle.ts';
import type { KeyRecord } from './state/key-record.ts';
import type { OrganizationView } from './state/organization-state.ts';
import { createStore, type StoreCount } from './state/store.ts';
import { createTally, type Tally } from './tally.ts';

/** What a node knows: every key, and every organization's flags, compiled, in memory. */
export interface Replica {
  /** Resolves when the node can answer; from then on it follows the change logs. */
  start(): Promise<void>;
  /** A start that has not succeeded yet rejects then. */
  close(): Promise<void>;
  isReady(): boolean;
  /** By the key's SHA-256 in base64. Expired keys are still found. */
  findKey(hashText: string): KeyRecord | undefined;
  /**
   * Finds a key that is not in memory yet, in the database, together with everything that was
   * committed before; `unavailable` where that cannot be told now.
   */
  lookUpKey(hashText: string): Promise<KeyRecord | undefined>;
  /** By its id, of one organization. Expired keys are still found. */
  findKeyById(organizationId: string, keyId: string): KeyRecord | undefined;
  /** False when PostgreSQL has been away for longer than keys are good for. */
  trustsKeys(): boolean;
  /** An organization as it is known now; what is found changes with the log. */
  find(organizationId: string): OrganizationView | undefined;
  /** Tells of everything that is applied from now on, until the returned function is called. */
  subscribe(listener: FeedListener): () => void;
  /** Resolves when the organization holds everything that was committed before; rejects where it cannot. */
  catchUp(organizationId: string): Promise<void>;
  /** Reads a part of an organization's log, in the database. */
  readChanges: ReadChanges;
  status(): ReplicaStatus;
  /** How much is held and was done, for metrics. */
  count(): ReplicaCount;
}

export interface ReplicaStatus {
  /** Not `database` until everything was brought up to date; `undefined` before the node is ready. */
  source: Source | undefined;
  /** What is answered may be out of date. */
  isStale: boolean;
  /** When PostgreSQL was last heard from: Unix time, milliseconds. */
  lastContactMs: number | undefined;
}

export interface ReplicaCount extends Readonly<Tally & StoreCount> {
  brokenFlags: number;
}

/** Says that change logs have grown; hints may come late, twice, out of order or never. */
export interface HintSource {
  /** Returns what ends the subscription. */
  subscribe(listener: { onHint(hint: Hint): void; onGap(): void }): () => void;
}

export interface ReplicaOptions {
  database: Database;
  /** Without it, changes are found by comparing heads alone. */
  hints?: HintSource;
  /** Runs the patterns of `matches`; flags that use it are broken without. */
  regex?: RegexEngine;
  /** What all nodes can start from where PostgreSQL is away. */
  bases?: Pick<SealedBases, 'read'> | undefined;
  /** The node's own; whichever of the two is newer is started from. */
  diskCopy?: DiskCopy | undefined;
  /** Told of what those who run the node may want to know. */
  report: Report;
  /** How often heads are compared. */
  pollIntervalMs?: number;
  /** Without contact for longer than this, what is known counts as stale. */
  staleAfterMs?: number;
  /** Without contact for longer than this, keys are no longer trusted; left out, always. */
  keyGraceMs?: number | undefined;
  /** How often the disk copy is written, at most. */
  diskCopyIntervalMs?: number;
  /** Unix time, milliseconds. */
  now?: () => number;
}

export function createReplica(options: ReplicaOptions): Replica {
  const { database, hints, regex, report, bases, diskCopy } = options;
  const { pollIntervalMs = 1_000, staleAfterMs = 5_000, keyGraceMs = Infinity } = options;
  const { diskCopyIntervalMs = 30_000, now = Date.now } = options;
  const feed = createFeed();
  const store = createStore(feed);
  const tally = createTally();
  const contact = createContact({
    now,
    onLost: (error) => report({ kind: 'database_lost', error }),
    onRegained: () => report({ kind: 'database_regained' }),
  });
  const follower = createFollower({ database, store, contact, tally, report, regex });
  const brokenFlags = createBrokenFlags(store, report);
  const filling = { database, store, contact, bases, diskCopy, report, regex };
  const { start, close, source } = createLifecycle({
    fill: (closing) => fillStore({ ...filling, retryIntervalMs: pollIntervalMs, closing }),
    follower,
    brokenFlags,
    hints,
    pollIntervalMs,
    keeper:
      diskCopy &&
      createDiskCopyKeeper({ diskCopy, store, contact, report, intervalMs: diskCopyIntervalMs }),
  });

  return {
    start,
    close,
    isReady: () => source() !== undefined,
    findKey: store.findKey,
    lookUpKey: createLookUpKey({ database, store, follower, contact, tally, now }),
    trustsKeys: () => keyGraceMs === Infinity || contact.silenceMs() <= keyGraceMs,
    findKeyById: store.findKeyById,
    find: store.find,
    subscribe: feed.subscribe,
    catchUp: follower.catchUp,
    readChanges: createReadChanges(database, contact),
    status: () => ({
      source: source(),
      isStale: source() !== 'database' || contact.silenceMs() > staleAfterMs,
      lastContactMs: contact.lastMs(),
    }),
    count: () => ({ ...tally, ...store.count(), brokenFlags: brokenFlags.count() }),
  };
}
