import { queuePayloads, type QueueName, type QueuePayload } from '@halyard/contracts';
import { createPostgresBackend, withBackend, type PgPool } from 'bullmq';
import { Pool } from 'pg';

import { pack, unpack } from './packed-payload.ts';

export interface QueuesOptions {
  /** `postgresql://…` */
  url: string;
  /** Most connections; each consumer holds one for itself. */
  maxConnections: number;
  /** What happened to a connection or a job; nothing is lost by it, jobs are tried again. */
  onError: (error: Error) => void;
}

export interface Producer<N extends QueueName> {
  /**
   * Resolves once the job is stored. While a job with the same id waits or runs, another is not
   * added; an id holds no colon.
   */
  add(payload: QueuePayload<N>, id?: string): Promise<void>;
}

export interface Consumer {
  /** Resolves when the consumer listens. */
  start(): Promise<void>;
  /** Lets the running job end, takes no other. */
  close(): Promise<void>;
}

/** One process's access to the queues; all of its producers and consumers share one pool. */
export interface Queues {
  createProducer<N extends QueueName>(name: N): Producer<N>;
  createConsumer<N extends QueueName>(
    name: N,
    handle: (payload: QueuePayload<N>) => Promise<void>,
  ): Consumer;
  close(): Promise<void>;
}

const { Queue, Worker } = withBackend(createPostgresBackend);

/**
 * Once PostgreSQL is back jobs are done within a second, and those under way when it or their process
 * was killed within 15 s: a plan's level may be among them. They are given up no sooner than others.
 */
const recovery = {
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 10,
  runRetryDelay: 1_000,
};

const retries = { attempts: 10, backoff: { type: 'exponential', delay: 1_000 } };

export function createQueues({ url, maxConnections, onError }: QueuesOptions): Queues {
  const pool = createPool(url, maxConnections);
  pool.on('error', onError);
  // The same object: BullMQ describes a pool by an interface that the driver's types do not meet.
  const connection = pool as unknown as PgPool;
  const closers: (() => Promise<void>)[] = [];

  return {
    createProducer(name) {
      const queue = new Queue(name, { connection });
      queue.on('error', onError);
      closers.push(() => queue.close());
      return {
        async add(payload, id) {
          const options = { ...retries, removeOnComplete: true };
          await queue.add(
            name,
            await pack(payload),
            id === undefined ? options : { ...options, jobId: id },
          );
        },
      };
    },
    createConsumer<N extends QueueName>(
      name: N,
      handle: (payload: QueuePayload<N>) => Promise<void>,
    ) {
      const schema = queuePayloads[name];
      const parse = (payload: unknown) => schema.parse(payload) as QueuePayload<N>;
      const worker = new Worker(name, async (job) => handle(parse(await unpack(job.data))), {
        connection,
        autorun: false,
        ...recovery,
      });
      worker.on('error', onError);
      worker.on('failed', (_job, error) => onError(error));
      closers.push(() => worker.close());
      return {
        async start() {
          await worker.waitUntilReady();
          worker.run().catch(onError);
        },
        close: () => worker.close(),
      };
    },
    async close() {
      await Promise.all(closers.map((close) => close()));
      await pool.end();
    },
  };
}

function createPool(url: string, maxConnections: number): Pool {
  const pool = new Pool({
    connectionString: url,
    max: maxConnections,
    options: '-c search_path=bullmq',
    keepAlive: true,
  });
  // Every producer and consumer listens to the shared pool: that many listeners are no leak.
  pool.setMaxListeners(0);
  // A connection has moments without a listener; one that is lost then must not end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
