import { withBackend } from 'bullmq';

import { workerOptions, type Backend, type OpenQueue } from '../backend.ts';
import { createPool, withoutEvents } from './pool.ts';
import { createWatchfulBackend } from './watchful-backend.ts';

export interface PostgresOptions {
  /** `postgresql://…` */
  url: string;
  /** Most connections; each consumer holds one for itself. */
  maxConnections: number;
}

const { Queue, Worker } = withBackend(createWatchfulBackend);

/** All of a process's producers and consumers share one pool. */
export function createPostgresBackend(
  { url, maxConnections }: PostgresOptions,
  { timeoutMs, onError }: { timeoutMs: number; onError: (error: Error) => void },
): Backend {
  const pool = createPool({ url, maxConnections, timeoutMs, onError });
  const connection = withoutEvents(pool);
  // Seconds: a consumer that hears of no job looks for itself.
  const options = { connection, drainDelay: timeoutMs / 1_000, ...workerOptions };

  return {
    openQueue: (name) => openQueue(() => new Queue(name, { connection })),
    openWorker: (name, process, { concurrency }) =>
      new Worker(name, process, { ...options, concurrency }),
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
