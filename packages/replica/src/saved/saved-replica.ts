import type { OrganizationSnapshot } from '../state/organization-snapshot.ts';

/** What a node knew. */
export interface SavedReplica {
  organizations: Iterable<OrganizationSnapshot>;
  /** When PostgreSQL was last heard from: Unix time, milliseconds. */
  lastContactMs: number | undefined;
}
