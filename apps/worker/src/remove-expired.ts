import { sql, type Database, type Sql } from '@halyard/database';

import { inBatches } from './in-batches.ts';

const mostAtOnce = 1_000;
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
    mostAtOnce,
    (batch) => database.$executeRaw`
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
    mostAtOnce,
    (batch) => database.$executeRaw`
      DELETE FROM ${table} WHERE id IN (
        SELECT id FROM ${table} WHERE expires_at <= ${now}::timestamptz
        LIMIT ${batch} FOR UPDATE SKIP LOCKED
      )`,
  );
