import type { Database } from '@halyard/database';

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
  const sessions = await inBatches(
    () => database.$executeRaw`
      DELETE FROM session WHERE id IN (
        SELECT id FROM session WHERE expires_at <= ${now}::timestamptz
        LIMIT ${batch} FOR UPDATE SKIP LOCKED
      )`,
  );
  const links = await inBatches(
    () => database.$executeRaw`
      DELETE FROM one_time_link WHERE id IN (
        SELECT id FROM one_time_link WHERE expires_at <= ${now}::timestamptz
        LIMIT ${batch} FOR UPDATE SKIP LOCKED
      )`,
  );
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

async function inBatches(remove: () => Promise<number>): Promise<number> {
  let removed = 0;
  let last: number;
  do {
    last = await remove();
    removed += last;
  } while (last >= batch);
  return removed;
}
