import { Cluster, type Redis } from 'ioredis';

import { retryDelayMs } from '../../hearing/retry-delay.ts';
import { createReadiness, reportAway, watchLosses } from './client-state.ts';
import { createRedisClient, type RedisClient, type RedisClientOptions } from './connect-redis.ts';
import { parseRedisUrl } from './redis-url.ts';
import { createRun, type Run } from './run.ts';
import { within } from './within.ts';

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
  /** Within which a command must be answered. */
  answerTimeoutMs?: number;
  onError: (error: Error) => void;
}

const usualAnswerTimeoutMs = 2_000;
const longestRetryDelayMs = 400;

const retryStrategy = (times: number): number =>
  Math.min(longestRetryDelayMs, retryDelayMs(times - 1));

const clientOptions: RedisClientOptions = {
  connectionName: 'halyard-coordination',
  lazyConnect: true,
  connectTimeout: usualAnswerTimeoutMs,
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
  const { answerTimeoutMs = usualAnswerTimeoutMs, onError } = options;
  const client = createClient(options, answerTimeoutMs);
  const ready = createReadiness(client);
  const { run, close } = createRun({ client, ready, answerTimeoutMs });
  const lossListeners = new Set<() => void>();
  watchLosses(client, () => lossListeners.forEach((listener) => listener()));
  reportAway(client, onError);

  return {
    run,
    onLost(listener) {
      lossListeners.add(listener);
      return () => lossListeners.delete(listener);
    },
    async createSubscriber(timeoutMs) {
      if (client instanceof Cluster) await within(answerTimeoutMs, ready);
      return duplicate(client instanceof Cluster ? pickNode(client) : client, timeoutMs);
    },
    async close() {
      await close();
      client.disconnect();
    },
  };
}

function createClient({ url, natMap }: RedisConnectionOptions, timeoutMs: number): RedisClient {
  return createRedisClient(url, {
    ...clientOptions,
    ...(natMap && { natMap }),
    // Of a Cluster's nodes any may be dead. Elsewhere it could end the next connection: see below.
    ...(parseRedisUrl(url).kind === 'cluster' && { socketTimeout: timeoutMs }),
  });
}

/** A client that is made again, rather than connected again, so that its user hears of the loss. */
function duplicate(client: Redis, timeoutMs: number): Redis {
  const retryNever = () => null;
  return client.duplicate({
    commandTimeout: timeoutMs,
    autoResubscribe: false,
    retryStrategy: retryNever,
    sentinelRetryStrategy: retryNever,
  });
}

function pickNode(cluster: Cluster): Redis {
  const nodes = cluster.nodes('master');
  const node = nodes[Math.floor(Math.random() * nodes.length)];
  if (!node) throw new Error('The Cluster has no node.');
  return node;
}
