import { AppError } from '@halyard/contracts';
import { DatabaseError, Pool, type ClientConfig, type QueryConfig, type QueryResultRow } from 'pg';

const timeoutMs = 5_000;

/**
 * A peer that is gone without a word is noticed by the node after 15 s (Node tries ten times, once
 * a second), by the server after 20 s: a lock's holder knows before the next one gets it.
 */
const keepAliveInitialDelayMillis = 5_000;
const sessionSettings = {
  tcp_keepalives_idle: 5,
  tcp_keepalives_interval: 5,
  tcp_keepalives_count: 3,
  // Limits that an operator gave the role must not end a wait for a lock, or a lock's holding.
  statement_timeout: 0,
  lock_timeout: 0,
  idle_session_timeout: 0,
};

export const connectionConfig = (url: string): ClientConfig => ({
  connectionString: url,
  connectionTimeoutMillis: timeoutMs,
  application_name: 'halyard coordination',
  keepAlive: true,
  keepAliveInitialDelayMillis,
  options: Object.entries(sessionSettings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' '),
});

export function createPool(url: string, max: number, onError: (error: Error) => void): Pool {
  const pool = new Pool({ ...connectionConfig(url), max });
  pool.on('error', onError);
  // A connection has moments without a listener; one that is lost then must not end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** A statement that must be answered within 5 s. The driver reads the time; its types lack it. */
interface TimedQuery extends QueryConfig {
  query_timeout: number;
}

export const timed = (text: string, values: unknown[]): TimedQuery => ({
  text,
  values,
  query_timeout: timeoutMs,
});

/** Runs one short statement and gives its rows. */
export type Run = <R extends QueryResultRow>(text: string, values: unknown[]) => Promise<R[]>;

export const createRun =
  (pool: Pool): Run =>
  async <R extends QueryResultRow>(text: string, values: unknown[]) => {
    const { rows } = await reach(pool.query<R>(timed(text, values)));
    return rows;
  };

/** What the call gives; an {@link AppError} `unavailable` where the server cannot be reached. */
export async function reach<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof DatabaseError && !meansAway(error.code)) throw error;
    throw Object.assign(new AppError('unavailable', 'The database cannot be reached.'), {
      cause: error,
    });
  }
}

/** Connection lost, too many connections, shutting down or starting, or a standby by now. */
const meansAway = (code = ''): boolean => /^(?:08|53|57P|25006)/.test(code);
