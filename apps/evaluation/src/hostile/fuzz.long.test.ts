import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { expect, inject, test } from 'vitest';

import { startHostileNode } from './driver/hostile-node.ts';
import { fuzz } from './fuzz.ts';

const seed = Math.floor(Math.random() * 2 ** 31);
const rounds = 10;

test(`20 000 requests at random are answered as their paths document (seed ${seed})`, async () => {
  const node = await startHostileNode(inject('postgresUrl'));
  for (let round = 0; round < rounds; round++) {
    const statuses = await fuzz(node, { seed: seed + round, requests: 2_000 });
    console.log(Object.fromEntries(statuses), measureMemory());
    expect(statuses.get(200)).toBeGreaterThan(100);
  }
  await node.close();
});

/** Of the node and of this test together, after what is not used any more was collected. */
function measureMemory() {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
  const { heapUsed, rss } = process.memoryUsage();
  return { heapMb: Math.round(heapUsed / 1_048_576), residentMb: Math.round(rss / 1_048_576) };
}
