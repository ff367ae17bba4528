import type { Coordination } from '@halyard/coordination';
import {
  coordinationServers,
  createTestCoordination,
  type TestCoordination,
} from '@halyard/coordination/testing';
import { createTcpProxy, createTestDatabase } from '@halyard/database/testing';
import { beforeEach, describe, expect, inject, test } from 'vitest';

import { createLimits, type Limits } from './limits.ts';

interface Node {
  limits: Limits;
  coordination: Coordination;
}

type Proxy = Awaited<ReturnType<typeof createTcpProxy>>;

const nodeCount = 4;
/** One time for all: the minute does not end while a test runs. */
const noon = Date.UTC(2100, 0, 1, 12);

let shared: TestCoordination;
let proxy: Proxy;
let nodes: Node[];

function createNode(): Node {
  const onError = () => undefined;
  const coordination = shared.open({ url: proxy.url, onError });
  const { counters } = coordination;
  // So patient that a slow machine is not taken for a server that is away.
  const limits = createLimits({
    name: 'test',
    counters,
    now: () => noon,
    onError,
    patienceMs: 20_000,
  });
  return { coordination, limits };
}

/** Asks nodes in turn, as fast as they answer; gives how many requests were admitted. */
async function ask(requests: number, limit: number): Promise<number> {
  const askers = nodes.map(async ({ limits }) => {
    let admitted = 0;
    for (let n = 0; n < requests / nodeCount; n++) {
      if (await limits.pool('key', limit, 'minute').spend(noon)) admitted += 1;
    }
    return admitted;
  });
  return (await Promise.all(askers)).reduce((sum, admitted) => sum + admitted, 0);
}

describe.each(coordinationServers)('by %s', (server) => {
  beforeEach(async () => {
    const { url: databaseUrl, drop } = await createTestDatabase(inject('postgresUrl'));
    shared = createTestCoordination(server, { databaseUrl, redisUrl: inject('redisUrl') });
    proxy = await createTcpProxy(shared.url);
    nodes = Array.from({ length: nodeCount }, createNode);
    return async () => {
      for (const { limits, coordination } of nodes) {
        await limits.close();
        await coordination.close();
      }
      await proxy.close();
      await drop();
    };
  });

  test('nodes admit what the limit gives through one server, and nothing once it is used up', async () => {
    const admitted = await ask(4_000, 1_000);
    expect(admitted).toBeGreaterThanOrEqual(900);
    expect(admitted).toBeLessThanOrEqual(1_000 + 10 * nodeCount);
    expect(await ask(400, 1_000)).toBeLessThanOrEqual(1_000 + 10 * nodeCount - admitted);
  });

  test('what was leased stays counted when a node begins anew', async () => {
    await ask(4_000, 1_000);
    const begunAnew = createNode();
    nodes.push(begunAnew);
    let admitted = 0;
    for (let n = 0; n < 100; n++) {
      if (await begunAnew.limits.pool('key', 1_000, 'minute').spend(noon)) admitted += 1;
    }
    expect(admitted).toBeLessThanOrEqual(10);
  });

  test('with the server away a node gives its share of as many nodes as it knew', async () => {
    const { counters } = nodes[0]!.coordination;
    const minute = noon / 60_000;
    const countNodes = () => counters.add(`limits:test:nodes:${minute}`, 0, noon + 120_000);
    for (const [index, { limits }] of nodes.entries()) {
      limits.start();
      await expect.poll(countNodes).toBe(index + 1);
    }
    const { limits } = nodes.at(-1)!;
    // So that what it has begun to count is known.
    await limits.close();
    await proxy.takeAway();
    let admitted = 0;
    for (let n = 0; n < 2_000; n++) {
      if (await limits.pool('key', 1_000, 'minute').spend(noon)) admitted += 1;
    }
    expect(admitted).toBe(1_000 / nodeCount);
    await proxy.restore();
  });
});
