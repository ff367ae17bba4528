import type { ReplicaStatus } from '@halyard/replica';

const startedFrom = {
  database: '',
  bases: ', started from bases in Redis',
  disk: ', started from the disk copy',
};

/** Since when a replica may be out of date; nothing while it is not. */
export function describeStaleness({
  source,
  isStale,
  lastContactMs,
}: ReplicaStatus): string | undefined {
  if (!isStale || source === undefined) return undefined;
  const contact = lastContactMs === undefined ? 'never' : new Date(lastContactMs).toISOString();
  return `stale${startedFrom[source]}; last contact with PostgreSQL: ${contact}`;
}
