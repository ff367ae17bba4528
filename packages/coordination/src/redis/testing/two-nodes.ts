import { randomUUID } from 'node:crypto';

import { createTcpProxy } from '@halyard/database/testing';
import { Redis } from 'ioredis';
import { inject } from 'vitest';

import type { Node, TwoNodes } from '../../conformance/two-nodes.ts';
import { createRedisCoordination } from '../coordination.ts';

export interface TwoRedisNodes extends TwoNodes {
  prefix: string;
  /** A connection of the test's own, straight to the server. */
  client: Redis;
}

/** Two nodes with a prefix of their own. */
export async function createTwoRedisNodes(): Promise<TwoRedisNodes> {
  const prefix = randomUUID();
  const client = new Redis(inject('redisUrl'));
  const nodes = [await createNode(prefix), await createNode(prefix)] as const;

  return {
    nodes,
    prefix,
    client,
    commit: () => Promise.reject(new Error('Hints do not go by the database.')),
    async close() {
      await Promise.all(nodes.map((node) => node.close()));
      client.disconnect();
    },
  };
}

async function createNode(prefix: string): Promise<Node> {
  const proxy = await createTcpProxy(inject('redisUrl'));
  const errors: Error[] = [];
  const coordination = createRedisCoordination({
    url: proxy.url,
    prefix,
    onError: (error) => errors.push(error),
  });
  let closed: Promise<void> | undefined;

  return {
    ...coordination,
    proxy,
    errors,
    // A test may have closed it already.
    close: () => (closed ??= coordination.close().finally(() => proxy.close())),
  };
}
