import type { Change } from '@halyard/contracts';

import type { OrganizationView } from './state/organization-state.ts';

/** Hears of everything that a replica applies, in the step in which it is applied. */
export interface FeedListener {
  /** One change, after it was applied; those of an organization come in the order of its log. */
  onChange(organization: OrganizationView, change: Change): void;
  /** The organization was read anew or is gone: what lies between is not told. */
  onReload(organizationId: string): void;
}

export interface Feed extends FeedListener {
  /** Until the returned function is called. */
  subscribe(listener: FeedListener): () => void;
}

export function createFeed(): Feed {
  const listeners = new Set<FeedListener>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onChange(organization, change) {
      for (const listener of listeners) listener.onChange(organization, change);
    },
    onReload(organizationId) {
      for (const listener of listeners) listener.onReload(organizationId);
    },
  };
}
