import type { BrokenFlag } from '@halyard/core';

/** What those who run a node may want to know of its replica. */
export type ReplicaEvent =
  /** Once an outage; it goes on from memory. */
  | { kind: 'database_lost'; error: unknown }
  | { kind: 'database_regained' }
  /** Its organization is loaded anew. */
  | { kind: 'change_not_applied'; organizationId: string; seq: number; error: unknown }
  /** Once a change of the flag or of what it refers to; of very many only the first. */
  | ({ kind: 'flag_broken'; organizationId: string } & Pick<BrokenFlag, 'id' | 'key'> & {
        fields: readonly string[];
      })
  /** Until PostgreSQL is there. */
  | { kind: 'started_from_disk' }
  | { kind: 'started_from_bases' }
  | { kind: 'base_unusable'; organizationId: string; error: unknown }
  | { kind: 'bases_not_read'; error: unknown }
  | { kind: 'disk_copy_unusable'; file: string; error: unknown }
  | { kind: 'disk_copy_not_written'; error: unknown };

export type Report = (event: ReplicaEvent) => void;
