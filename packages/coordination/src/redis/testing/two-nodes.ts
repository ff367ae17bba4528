import { randomUUID } from 'node:crypto';

import { createTcpProxy, type TcpProxy } from '@halyard/database/testing';

import type { Node, TwoNodes } from '../../conformance/two-nodes.ts';
import { createRedisClient, type RedisClient } from '../client/connect-redis.ts';
import { createRedisCoordination, type RedisCoordinationOptions } from '../coordination.ts';

export interface TwoRedisNodes extends TwoNodes {
  prefix: string;
  /** A connection of the test's own, straight to the server. */
  client: RedisClient;
}

/** How a node gets to the server. */
export interface Way extends Pick<RedisCoordinationOptions, 'natMap'> {
  proxy: TcpProxy;
}

const createStraightWay = async (url: string): Promise<Way> => ({
  proxy: await createTcpProxy(url),
});

/** Two nodes with a prefix of their own. */
export async function createTwoRedisNodes(
  url: string,
  createWay: () => Promise<Way> = () => createStraightWay(url),
): Promise<TwoRedisNodes> {
  const prefix = randomUUID();
  const client = createRedisClient(url).on('error', () => undefined);
  const nodes = [
    createNode(prefix, await createWay()),
    createNode(prefix, await createWay()),
  ] as const;

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

function createNode(prefix: string, { proxy, ...way }: Way): Node {
  const errors: Error[] = [];
  const coordination = createRedisCoordination({
    ...way,
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
