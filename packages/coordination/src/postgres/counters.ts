import type { Counters } from '../counters.ts';
import type { Run } from './connections.ts';

interface PostgresCountersOptions {
  run: Run;
  onError: (error: Error) => void;
}

const total = 'CASE WHEN counter.expires_at > now() THEN counter.value ELSE 0 END';
const expiry = `
  CASE WHEN counter.expires_at > now() THEN counter.expires_at ELSE excluded.expires_at END`;

const add = `
  INSERT INTO coordination_counter AS counter (name, value, last_taken, expires_at)
  VALUES ($1, $2, 0, to_timestamp($3::float8 / 1000))
  ON CONFLICT (name) DO UPDATE SET value = ${total} + excluded.value, expires_at = ${expiry}
  RETURNING value`;

const takeFrom = (total: string): string => `LEAST($2::bigint, GREATEST($3::bigint - ${total}, 0))`;

const take = `
  INSERT INTO coordination_counter AS counter (name, value, last_taken, expires_at)
  VALUES ($1, ${takeFrom('0')}, ${takeFrom('0')}, to_timestamp($4::float8 / 1000))
  ON CONFLICT (name) DO UPDATE SET
    value = ${total} + ${takeFrom(total)}, last_taken = ${takeFrom(total)}, expires_at = ${expiry}
  RETURNING last_taken`;

// Rows that somebody counts on right now are left alone, so that nobody waits for each other.
const removeExpired = `
  DELETE FROM coordination_counter WHERE name IN (
    SELECT name FROM coordination_counter WHERE expires_at <= now() FOR UPDATE SKIP LOCKED)`;

const removalEveryMs = 60_000;

/** Counters in an unlogged table, one statement a call; expired ones are removed on the way. */
export function createPostgresCounters({ run, onError }: PostgresCountersOptions): Counters {
  let nextRemovalAt = 0;

  function removeExpiredNowAndThen(): void {
    if (performance.now() < nextRemovalAt) return;
    nextRemovalAt = performance.now() + removalEveryMs;
    run(removeExpired, []).catch(onError);
  }

  return {
    async add(name, amount, expiresAt) {
      const [row] = await run<{ value: string }>(add, [name, amount, expiresAt]);
      removeExpiredNowAndThen();
      return Number(row!.value);
    },
    async take(name, amount, limit, expiresAt) {
      const [row] = await run<{ last_taken: string }>(take, [name, amount, limit, expiresAt]);
      removeExpiredNowAndThen();
      return Number(row!.last_taken);
    },
  };
}
