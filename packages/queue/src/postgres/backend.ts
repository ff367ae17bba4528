import { createPostgresBackend as createBullBackend, withBackend, type PgPool } from 'bullmq';
import { Pool } from 'pg';

import { workerOptions, type Backend, type OpenQueue } from '../backend.ts';

export interface PostgresOptions {
  /** `postgresql://…` */
  url: string;
  /** Most connections; each consumer holds one for itself. */
  maxConnections: number;
}

const { Queue, Worker } = withBackend(createBullBackend);

/** All of a process's producers and consumers share one pool. */
export function createPostgresBackend(
  { url, maxConnections }: PostgresOptions,
  { timeoutMs, onError }: { timeoutMs: number; onError: (error: Error) => void },
): Backend {
  const pool = new Pool({
    connectionString: url,
    max: maxConnections,
    options: '-c search_path=bullmq',
    keepAlive: true,
    connectionTimeoutMillis: timeoutMs,
  });
  // Every producer and consumer listens to the shared pool: that many listeners are no leak.
  pool.setMaxListeners(0);
  // A connection has moments without a listener; one that is lost then must not end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', onError);
  // The same object: BullMQ describes a pool by an interface that the driver's types do not meet.
  const connection = pool as unknown as PgPool;

  return {
    openQueue: (name) => openQueue(() => new Queue(name, { connection })),
    openWorker: (name, process) => new Worker(name, process, { connection, ...workerOptions }),
    close: () => pool.end(),
  };
}

/** A queue that found the database away when it was made would never look again: another is made. */
function openQueue(make: () => OpenQueue & { waitUntilReady(): Promise<void> }): OpenQueue {
  let opening: Promise<OpenQueue> | undefined;
  let report: (error: Error) => void = () => undefined;

  async function open(): Promise<OpenQueue> {
    const queue = make();
    queue.on('error', (error) => report(error));
    try {
      await queue.waitUntilReady();
      return queue;
    } catch (error) {
      opening = undefined;
      await queue.close();
      throw error;
    }
  }

  return {
    async add(...job) {
      const queue = await (opening ??= open());
      return queue.add(...job);
    },
    on: (_event, listener) => (report = listener),
    async close() {
      const queue = await opening?.catch(() => undefined);
      await queue?.close();
    },
  };
}
