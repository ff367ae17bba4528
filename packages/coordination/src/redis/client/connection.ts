import { AppError } from '@halyard/contracts';
import { Cluster, Redis } from 'ioredis';

import { retryDelayMs } from '../../retry-delay.ts';
import { createReadiness, reportAway, watchLosses } from './client-state.ts';
import { createRedisClient, type RedisClient, type RedisClientOptions } from './connect-redis.ts';
import { toRedisError } from './redis-errors.ts';
import { TimeoutError, within } from './within.ts';

/** Sends one command; `unavailable` where Redis does not answer within two seconds. */
export type Run = <T>(command: (client: RedisClient) => Promise<T>) => Promise<T>;

export interface RedisConnection {
  run: Run;
  /** Hears of every connection that is lost, until the returned function is called. */
  onLost(listener: () => void): () => void;
  /** A client that connects once, when it is told to: in a Cluster to any node. */
  createSubscriber(timeoutMs: number): Promise<Redis>;
  /** Lets what was sent be answered. */
  close(): Promise<void>;
}

export interface RedisConnectionOptions {
  url: string;
  natMap?: RedisClientOptions['natMap'];
  onError: (error: Error) => void;
}

const answerTimeoutMs = 2_000;
const longestRetryDelayMs = 400;

const retryStrategy = (times: number): number =>
  Math.min(longestRetryDelayMs, retryDelayMs(times - 1));

const clientOptions: RedisClientOptions = {
  connectionName: 'halyard-coordination',
  lazyConnect: true,
  connectTimeout: answerTimeoutMs,
  disconnectTimeout: 100,
  keepAlive: 5_000,
  retryStrategy,
  sentinelRetryStrategy: retryStrategy,
  reconnectOnError: ({ message }) => message.includes('READONLY'),
  // A command is sent once or not at all: who counts must not count twice.
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  retryDelayOnFailover: 0,
};

/** Connects at the first command, and again whenever the connection is lost. */
export function createRedisConnection(options: RedisConnectionOptions): RedisConnection {
  const { url, natMap, onError } = options;
  const client = createRedisClient(url, { ...clientOptions, ...(natMap && { natMap }) });
  const ready = createReadiness(client);
  const lossListeners = new Set<() => void>();
  const running = new Set<Promise<unknown>>();
  let isClosed = false;
  watchLosses(client, () => lossListeners.forEach((listener) => listener()));
  reportAway(client, onError);

  async function answer<T>(command: (client: RedisClient) => Promise<T>): Promise<T> {
    if (isClosed) throw new AppError('unavailable', 'Coordination is closed.');
    try {
      return await within(answerTimeoutMs, async (isOver) => {
        await ready();
        if (isOver()) throw new TimeoutError('It was connected too late.');
        return command(client);
      });
    } catch (error) {
      if (error instanceof TimeoutError) reconnect(client);
      throw toRedisError(error);
    }
  }

  return {
    run(command) {
      const answered = answer(command).finally(() => running.delete(answered));
      running.add(answered);
      return answered;
    },
    onLost(listener) {
      lossListeners.add(listener);
      return () => lossListeners.delete(listener);
    },
    async createSubscriber(timeoutMs) {
      const model = client instanceof Cluster ? await pickNode(client, ready) : client;
      const retryNever = () => null;
      return model.duplicate({
        commandTimeout: timeoutMs,
        autoResubscribe: false,
        retryStrategy: retryNever,
        sentinelRetryStrategy: retryNever,
      });
    },
    async close() {
      isClosed = true;
      await Promise.allSettled(running);
      client.disconnect();
    },
  };
}

/** Open but dead, as far as one can tell. In a Cluster only one node may be: each has its timeout. */
function reconnect(client: RedisClient): void {
  if (client instanceof Redis && client.status === 'ready') client.disconnect(true);
}

async function pickNode(cluster: Cluster, ready: () => Promise<unknown>): Promise<Redis> {
  await within(answerTimeoutMs, ready);
  const nodes = cluster.nodes('master');
  const node = nodes[Math.floor(Math.random() * nodes.length)];
  if (!node) throw new Error('The Cluster has no node.');
  return node;
}
