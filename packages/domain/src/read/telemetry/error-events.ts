import type { FlagError } from '@halyard/contracts';
import { present, type Database } from '@halyard/database';

/** Which errors of a flag. */
export interface ErrorFilter {
  organizationId: string;
  flagId: string;
  environment: string | undefined;
  fingerprint: string | undefined;
  start: Date;
}

/** So many errors in full, the newest first. */
export async function listErrorEvents(
  { errorEvent }: Pick<Database, 'errorEvent'>,
  { start, environment, fingerprint, ...flag }: ErrorFilter,
  limit: number,
): Promise<FlagError[]> {
  const rows = await errorEvent.findMany({
    where: {
      ...flag,
      ...present('environment', environment),
      ...present('fingerprint', fingerprint),
      occurredAt: { gte: start },
      // None is recorded before the day on which it occurs: earlier partitions are not looked at.
      recordedOn: { gte: start },
    },
    orderBy: [
      { occurredAt: 'desc' },
      { recordedOn: 'desc' },
      { fingerprint: 'asc' },
      { slot: 'asc' },
    ],
    take: limit,
  });
  return rows.map((row) => ({
    type: row.type,
    message: row.message,
    ...present('stack_trace', row.stack),
    fingerprint: row.fingerprint,
    environment: row.environment,
    application_id: row.applicationId,
    flag_enabled: row.flagState === 'unknown' ? null : row.flagState === 'on',
    ...present('trace_id', row.traceId),
    ...present('user_hash', row.user),
    reporter: row.reporter,
    occurred_at: row.occurredAt.toISOString(),
  }));
}
