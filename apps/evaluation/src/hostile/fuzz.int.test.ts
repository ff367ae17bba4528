import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { startHostileNode, type HostileNode } from './driver/hostile-node.ts';
import { fuzz } from './fuzz.ts';

const fixedSeed = 20_261_122;
const randomSeed = Math.floor(Math.random() * 2 ** 31);

let node: HostileNode;

beforeAll(async () => {
  node = await startHostileNode(inject('postgresUrl'));
});

afterAll(() => node.close());

test.each([fixedSeed, randomSeed])(
  'requests at random are answered as their paths document (seed %i)',
  async (seed) => {
    const statuses = await fuzz(node, { seed, requests: 2_000 });
    for (const status of [200, 400, 401, 404, 405]) {
      expect(statuses.get(status)).toBeGreaterThan(5);
    }
  },
);
