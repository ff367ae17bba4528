import { sql, type Database, type Sql } from '@halyard/database';

import { inBatches } from '../in-batches.ts';

const dayMs = 86_400_000;
const mostAtOnce = 5_000;

/** Rows with a time of their own, in tables that are not partitioned, and how long they stay. */
const aged: readonly { table: Sql; column: Sql; keptDays: number }[] = [
  // Jobs may be replayed for as long.
  { table: sql`ingested_batch`, column: sql`ingested_at`, keptDays: 7 },
  { table: sql`counted_name`, column: sql`day`, keptDays: 2 },
  { table: sql`error_group`, column: sql`last_seen_at`, keptDays: 90 },
  { table: sql`unknown_flag`, column: sql`last_seen_at`, keptDays: 30 },
  { table: sql`client_name`, column: sql`last_seen_at`, keptDays: 90 },
];

/** What belongs to organizations, and has no key that would take it along when one goes. */
const owned: readonly Sql[] = [
  'event_id',
  'flag_count',
  'place_count',
  'language_count',
  'error_count',
  'error_group',
  'error_event',
  'evaluation_sample',
  'counted_name',
  'unknown_flag',
  'client_name',
  'pending_users',
  'hourly_users',
  'daily_users',
  'feedback',
  'feedback_count',
].map((table) => sql([table]));

/** Removes what has had its time, of tables that are not partitioned, in small batches; gives how many rows. */
export async function removeOldTelemetry(database: Database, nowMs: number): Promise<number> {
  let removed = 0;
  for (const { table, column, keptDays } of aged) {
    const before = new Date(nowMs - keptDays * dayMs);
    removed += await inBatches(
      mostAtOnce,
      (batch) => database.$executeRaw`
        DELETE FROM ${table} WHERE ctid IN (
          SELECT ctid FROM ${table} WHERE ${column} < ${before}::timestamptz
          LIMIT ${batch} FOR UPDATE SKIP LOCKED
        )`,
    );
  }
  return removed;
}

/** Removes what organizations left that are gone, in small batches. Gives how many rows. */
export async function removeTelemetryOfTheGone(database: Database): Promise<number> {
  let removed = 0;
  for (const table of owned) {
    const gone = await findGone(database, table);
    if (gone.length === 0) continue;
    removed += await inBatches(
      mostAtOnce,
      (batch) => database.$executeRaw`
        DELETE FROM ${table} WHERE (tableoid, ctid) IN (
          SELECT tableoid, ctid FROM ${table} WHERE organization_id = ANY (${gone}::uuid[])
          LIMIT ${batch}
        )`,
    );
  }
  return removed;
}

/** One look into the index for each organization: there are few of them, and many rows. */
async function findGone(database: Database, table: Sql): Promise<string[]> {
  const rows = await database.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE present AS (
      (SELECT organization_id AS id FROM ${table} ORDER BY 1 LIMIT 1)
      UNION ALL
      SELECT (SELECT organization_id FROM ${table} WHERE organization_id > present.id
        ORDER BY 1 LIMIT 1)
      FROM present WHERE present.id IS NOT NULL
    )
    SELECT id::text FROM present WHERE id IS NOT NULL EXCEPT SELECT id::text FROM organization`;
  return rows.map(({ id }) => id);
}
