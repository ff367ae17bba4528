import type { Database } from '@halyard/database';

import { inBatches } from './in-batches.ts';

/** Twice as long as streams promise that a client may have been away. */
const keptMs = 48 * 3_600_000;
const mostAtOnce = 1_000;

/**
 * Removes the beginning of every change log, in small batches: what is older than two days, but never
 * a log's last row. Gives how many rows.
 */
export async function trimChangeLogs(database: Database, nowMs: number): Promise<number> {
  const keptFrom = new Date(nowMs - keptMs);
  let trimmed = 0;
  for (const organizationId of await findLongLogs(database, keptFrom)) {
    trimmed += await inBatches(mostAtOnce, (batch) =>
      trim(database, organizationId, keptFrom, batch),
    );
  }
  return trimmed;
}

/** Organizations whose log begins too early: one look into an index for each. */
async function findLongLogs(database: Database, keptFrom: Date): Promise<string[]> {
  const rows = await database.$queryRaw<{ id: string }[]>`
    SELECT head.organization_id::text AS id
    FROM change_head head CROSS JOIN LATERAL (
      SELECT seq, created_at FROM change
      WHERE organization_id = head.organization_id ORDER BY seq LIMIT 1
    ) oldest
    WHERE oldest.seq < head.seq AND oldest.created_at < ${keptFrom}::timestamptz`;
  return rows.map(({ id }) => id);
}

/** Up to the first row that is young enough, by number: clocks that differ must leave no hole. */
const trim = (
  database: Database,
  organizationId: string,
  keptFrom: Date,
  batch: number,
): Promise<number> =>
  database.$executeRaw`
    DELETE FROM change WHERE organization_id = ${organizationId}::uuid AND seq < (
      SELECT coalesce(min(seq) FILTER (WHERE created_at >= ${keptFrom}::timestamptz), max(seq))
      FROM (
        SELECT seq, created_at FROM change
        WHERE organization_id = ${organizationId}::uuid ORDER BY seq LIMIT ${batch + 1}
      ) oldest
    )`;
