import { createTcpProxy } from '@halyard/database/testing';
import { Redis } from 'ioredis';
import { inject } from 'vitest';

import type { QueueKit } from '../conformance/queue-kit.ts';
import type { RedisOptions } from './backend.ts';

export interface RedisKit extends QueueKit {
  /** A connection of the test's own, straight to the server. */
  client: Redis;
  /** Begins the names of the test's own keys. */
  prefix: string;
}

/** How a process connects in tests. */
export const connectTo =
  (url: string): RedisOptions['connect'] =>
  (purpose, options) =>
    new Redis(url, { connectionName: purpose, ...options });

/** Queues under a prefix of their own on the server of the test run. */
export async function createRedisKit(url: string = inject('redisUrl')): Promise<RedisKit> {
  const client = new Redis(url);
  const prefix = `test-${crypto.randomUUID()}`;
  const key = (name: string): string => `{${prefix}:key-usage}:key-usage:${name}`;

  const redisServer = (serverUrl: string): RedisOptions => ({
    connect: (purpose, options) =>
      connectTo(serverUrl)(purpose, { ...options, connectionName: prefix } as typeof options),
    prefix,
    onWarning: () => undefined,
  });

  return {
    client,
    prefix,
    server: (proxy = { url }) => ({ redis: redisServer(proxy.url) }),
    createProxy: () => createTcpProxy(url),
    async countJobs() {
      const lists = await Promise.all(['wait', 'active'].map((name) => client.llen(key(name))));
      const sets = await Promise.all(
        ['delayed', 'completed', 'failed'].map((name) => client.zcard(key(name))),
      );
      return [...lists, ...sets].reduce((sum, length) => sum + length, 0);
    },
    countActive: () => client.llen(key('active')),
    async countAttempts() {
      const [only] = await client.keys(key('[0-9]'));
      return Number(await client.hget(only!, 'atm'));
    },
    async abandonJobs() {
      const id = await client.lmove(key('wait'), key('active'), 'RIGHT', 'LEFT');
      await client.hset(key(id), 'stc', 2);
      await client.sadd(key('stalled'), id);
    },
    async countConnections() {
      const list = String(await client.client('LIST'));
      return list.split('\n').filter((line) => line.includes(prefix)).length;
    },
    async close() {
      const keys = await client.keys(`{${prefix}:*`);
      if (keys.length > 0) await client.del(keys);
      client.disconnect();
    },
  };
}
