import { once } from 'node:events';

import { Cluster, type Redis } from 'ioredis';

import type { RedisClient } from './connect-redis.ts';
import { withoutCommand } from './redis-errors.ts';

/** Waits until the client is connected; rejects as soon as the next attempt to connect fails. */
export function createReadiness(client: RedisClient): () => Promise<void> {
  let attempt: Promise<unknown> | undefined;
  return async () => {
    if (client.status === 'ready') return;
    attempt ??= once(client, 'ready').finally(() => (attempt = undefined));
    if (client.status === 'wait') client.connect().catch(() => undefined);
    await attempt;
  };
}

/** Calls the listener whenever a connection that worked is lost, of a Cluster any node's. */
export function watchLosses(client: RedisClient, onLost: () => void): void {
  if (client instanceof Cluster) {
    client.on('+node', (node: Redis) => node.once('ready', () => node.once('close', onLost)));
  } else {
    client.on('close', onLost);
  }
}

/** Tells once that Redis is away, however often connecting fails until it is back. */
export function reportAway(client: RedisClient, onError: (error: Error) => void): void {
  let isReported = false;
  client.on('ready', () => (isReported = false));
  client.on('error', (error: unknown) => {
    if (isReported) return;
    isReported = true;
    const cause = withoutCommand(error);
    onError(new Error('Redis cannot be reached; trying again.', { cause }));
  });
}
