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
type PostgresQueue = InstanceType<typeof Queue>;

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
    openQueue: (name) => ({
      ...openQueue(() => new Queue(name, { connection })),
      async findOldestWaiting() {
        const { rows } = await pool.query<{ addedAtMs: string }>(firstInLine, [name]);
        return rows[0] && Number(rows[0].addedAtMs);
      },
    }),
    openWorker: (name, process, { concurrency }) =>
      new Worker(name, process, { ...options, concurrency }),
    close: () => pool.end(),
  };
}

/** What BullMQ gives out next; its own ranges begin at the other end. */
const firstInLine = `SELECT added_at_ms AS "addedAtMs" FROM job
  WHERE queue = $1 AND state = 'waiting' ORDER BY priority, seq LIMIT 1`;

/** A queue that found the database away when it was made would never look again: another is made. */
function openQueue(make: () => PostgresQueue): Pick<OpenQueue, 'use' | 'onError' | 'close'> {
  let opening: Promise<PostgresQueue> | undefined;
  let report: (error: Error) => void = () => undefined;

  async function open(): Promise<PostgresQueue> {
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
    use: async (work) => work(await (opening ??= open())),
    onError: (listener) => (report = listener),
    async close() {
      const queue = await opening?.catch(() => undefined);
      await queue?.close();
    },
  };
}
