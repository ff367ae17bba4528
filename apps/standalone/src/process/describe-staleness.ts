import type { ReplicaStatus } from '@halyard/replica';

/** Since when a replica may be out of date; nothing while it is not. */
export function describeStaleness({
  source,
  isStale,
  lastContactMs,
}: ReplicaStatus): string | undefined {
  if (!isStale || source === undefined) return undefined;
  const contact = lastContactMs === undefined ? 'never' : new Date(lastContactMs).toISOString();
  const from = source === 'disk' ? ', started from the disk copy' : '';
  return `stale${from}; last contact with PostgreSQL: ${contact}`;
}
