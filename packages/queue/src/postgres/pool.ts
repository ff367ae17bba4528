import type { PgPool } from 'bullmq';
import { Pool } from 'pg';

export interface PoolOptions {
  url: string;
  maxConnections: number;
  /** How long a server that does not answer is waited for. */
  timeoutMs: number;
  onError: (error: Error) => void;
}

/** The connections that a process's producers and consumers share. */
export function createPool({ url, maxConnections, timeoutMs, onError }: PoolOptions): Pool {
  const pool = new Pool({
    connectionString: url,
    max: maxConnections,
    options: '-c search_path=bullmq',
    keepAlive: true,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  });
  pool.on('error', onError);
  // A connection has moments without a listener; one that is lost then must not end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/**
 * The pool as BullMQ knows pools, but for its events: each queue and worker would hear of every
 * connection that is lost, and go on hearing after it was closed.
 */
export function withoutEvents(pool: Pool): PgPool {
  const shared = {
    connect: () => pool.connect(),
    query: (text: string, values?: unknown[]) => pool.query(text, values),
    end: () => pool.end(),
    on: () => shared,
  };
  // BullMQ describes a pool by an interface that the driver's types do not meet.
  return shared as unknown as PgPool;
}
