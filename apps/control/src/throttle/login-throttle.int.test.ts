import type { Coordination } from '@halyard/coordination';
import {
  coordinationServers,
  createTestCoordination,
  type TestCoordination,
} from '@halyard/coordination/testing';
import { createTestDatabase } from '@halyard/database/testing';
import { beforeEach, describe, expect, inject, test } from 'vitest';

import { createLoginThrottle, type LoginThrottle } from './login-throttle.ts';

let delaysMs: number[];
let errors: unknown[];
let nodes: { coordination: Coordination; throttle: LoginThrottle }[];

function createNode(open: TestCoordination['open']) {
  const onError = (error: unknown): unknown => errors.push(error);
  const coordination = open({ onError });
  const wait = async (delayMs: number): Promise<void> => void delaysMs.push(delayMs);
  const { counters } = coordination;
  const throttle = createLoginThrottle({ counters, now: Date.now, wait, onError });
  return { coordination, throttle };
}

/** Attempts on one account from as many addresses, at once, on both nodes in turn. */
const attempt = (attempts: number, found?: string) =>
  Promise.all(
    Array.from({ length: attempts }, (_, n) =>
      nodes[n % 2]!.throttle.attempt(
        { account: 'ada@example.com', address: `192.0.2.${n}` },
        async () => found,
      ),
    ),
  );

describe.each(coordinationServers)('by %s', (server) => {
  beforeEach(async () => {
    delaysMs = [];
    errors = [];
    const { url: databaseUrl, drop } = await createTestDatabase(inject('postgresUrl'));
    const { open } = createTestCoordination(server, { databaseUrl, redisUrl: inject('redisUrl') });
    nodes = [0, 1].map(() => createNode(open));
    return async () => {
      for (const { coordination } of nodes) await coordination.close();
      await drop();
    };
  });

  test('two nodes around one server count together, and begin anew together', async () => {
    await attempt(12);
    expect(delaysMs.toSorted((a, b) => a - b)).toEqual(
      [1, 2, 4, 8, 16, 30, 30, 30, 30].map((seconds) => seconds * 1_000),
    );
    expect(await attempt(6, 'ada')).toEqual(Array(6).fill('ada'));
    delaysMs = [];
    await attempt(4);
    expect(delaysMs).toEqual([1_000]);
    expect(errors).toEqual([]);
  });
});
