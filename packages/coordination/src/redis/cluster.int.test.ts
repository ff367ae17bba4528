import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';

import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { createRedisConnection } from './client/connection.ts';
import { describeOnRedis } from './conformance/on-redis.ts';
import { createRedisCounters } from './counters.ts';
import { createClusterWay } from './testing/cluster-way.ts';
import { startCluster, type RedisCluster } from './testing/start-cluster.ts';
import { createTwoRedisNodes } from './testing/two-nodes.ts';

let cluster: RedisCluster;

beforeAll(async () => {
  cluster = await startCluster();
});

afterAll(() => cluster.close());

describeOnRedis(() => createTwoRedisNodes(cluster.url, () => createClusterWay(cluster)));

test('connections to nodes that are open but dead are replaced', async () => {
  const { proxy, natMap } = await createClusterWay(cluster);
  const connection = createRedisConnection({
    url: proxy.url,
    natMap,
    answerTimeoutMs: 300,
    onError: () => undefined,
  });
  onTestFinished(async () => {
    await connection.close();
    await proxy.close();
  });
  const counters = createRedisCounters(connection.run, randomUUID());
  const countOnEachNode = (): Promise<unknown[]> =>
    Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map((name) => counters.add(name, 0, Date.now() + 60_000)),
    );
  await countOnEachNode();
  proxy.freezeConnections();
  await expect(countOnEachNode()).rejects.toMatchObject({ code: 'unavailable' });
  await expect.poll(() => countOnEachNode().catch(() => undefined)).toEqual([0, 0, 0, 0, 0]);
});

test('a password that the nodes refuse is in no error', async () => {
  const errors: Error[] = [];
  const connection = createRedisConnection({
    url: cluster.url.replace('//', '//someone:not-the-password@'),
    onError: (error) => errors.push(error),
  });
  onTestFinished(() => connection.close());
  const refusal: unknown = await connection
    .run((client) => client.ping())
    .catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 'unavailable' });
  expect(errors).not.toEqual([]);
  const told = inspect([refusal, ...errors], { depth: 20, showHidden: true });
  expect(told).toContain('WRONGPASS');
  expect(told).not.toContain('not-the-password');
});
