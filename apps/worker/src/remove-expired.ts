import { sql, type Database, type Sql } from '@halyard/database';

/** Most rows that one statement removes, so that none holds locks for long. */
const batch = 1_000;
const idempotencyKeptMs = 86_400_000;

/**
 * Removes what has had its time, in small batches: sessions (those that were revoked, too: no use
 * prolongs them any more), one-time links, and idempotency keys after a day. Gives how many.
 */
export async function removeExpired(database: Database, nowMs: number): Promise<number> {
  const now = new Date(nowMs);
  const dayAgo = new Date(nowMs - idempotencyKeptMs);
  const sessions = await removeExpiredOf(database, sql`session`, now);
  const links = await removeExpiredOf(database, sql`one_time_link`, now);
  const idempotencyKeys = await inBatches(
    () => database.$executeRaw`
      DELETE FROM idempotency_key WHERE (organization_id, user_id, key) IN (
        SELECT organization_id, user_id, key FROM idempotency_key
        WHERE created_at <= ${dayAgo}::timestamptz
        LIMIT ${batch} FOR UPDATE SKIP LOCKED
      )`,
  );
  return sessions + links + idempotencyKeys;
}

const removeExpiredOf = (database: Database, table: Sql, now: Date): Promise<number> =>
  inBatches(
    () => database.$executeRaw`
      DELETE FROM ${table} WHERE id IN (
        SELECT id FROM ${table} WHERE expires_at <= ${now}::timestamptz
        LIMIT ${batch} FOR UPDATE SKIP LOCKED
      )`,
  );

async function inBatches(remove: () => Promise<number>): Promise<number> {
  let removed = 0;
  let last: number;
  do {
    last = await remove();
    removed += last;
  } while (last >= batch);
  return removed;
}
