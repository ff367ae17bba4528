import { Queue, Worker } from 'bullmq';

import { workerOptions, type Backend } from '../backend.ts';
import { consumerOptions, producerOptions, type ConnectRedis, type RedisClient } from './client.ts';
import { watchDurability } from './durability.ts';

export interface RedisOptions {
  connect: ConnectRedis;
  /** Begins the name of every key: `halyard` unless told otherwise. */
  prefix?: string;
  /** Redis is set up so that it may lose jobs. */
  onWarning: (message: string) => void;
}

/** One connection for all producers, one for all consumers, and one for each consumer to wait on. */
export function createRedisBackend(
  { connect, prefix = 'halyard', onWarning }: RedisOptions,
  { timeoutMs, onError }: { timeoutMs: number; onError: (error: Error) => void },
): Backend {
  const clients: RedisClient[] = [];

  const open = (...[purpose, options]: Parameters<ConnectRedis>): RedisClient => {
    const client = connect(purpose, options);
    client.on('error', (error) => onError(error as Error));
    if (clients.length === 0) watchDurability(client, onWarning);
    clients.push(client);
    return client;
  };
  const getProducing = once(() => {
    const connection = open('producer', producerOptions(timeoutMs));
    return { connection, tried: untilTried(connection) };
  });
  const getConsuming = once(() => open('consumer', consumerOptions));
  // All keys of a queue have one hash tag: a Cluster runs no script on keys of several slots.
  const prefixOf = (name: string): string => `{${prefix}:${name}}`;

  return {
    openQueue(name) {
      const { connection, tried } = getProducing();
      const queue = new Queue(name, {
        connection,
        prefix: prefixOf(name),
        // What it asks before the first job would fail for good if Redis were away just then.
        skipWaitingForReady: true,
        skipVersionCheck: true,
        skipMetasUpdate: true,
      });
      return {
        async use(work) {
          await tried;
          return work(queue);
        },
        async findOldestWaiting() {
          await tried;
          const id = await connection.call('LINDEX', queue.toKey('wait'), '-1');
          if (typeof id !== 'string') return undefined;
          const addedAt = await connection.call('HGET', queue.toKey(id), 'timestamp');
          return addedAt === null ? undefined : Number(addedAt);
        },
        onError: (listener) => queue.on('error', listener),
        close: () => queue.close(),
      };
    },
    openWorker: (name, process, { concurrency }) =>
      new Worker(name, process, {
        concurrency,
        connection: getConsuming(),
        prefix: prefixOf(name),
        ...workerOptions,
        // Seconds: what woke a connection that was just being lost is found by looking again.
        drainDelay: 2,
      }),
    async close() {
      for (const client of clients) client.disconnect();
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Resolves when it is connected, or when its first attempt failed. */
const untilTried = (client: RedisClient): Promise<void> =>
  new Promise((resolve) => {
    if (client.status === 'ready') resolve();
    client.on('ready', () => resolve());
    client.on('close', () => resolve());
  });
