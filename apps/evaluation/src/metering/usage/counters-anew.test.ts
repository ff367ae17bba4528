import { randomInt } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createOrganization, createUsageKit, nowMs } from './testing/usage-kit.ts';

describe('a counter that starts anew', () => {
  test('is seeded once with what is durable', async () => {
    const kit = createUsageKit();
    const free = createOrganization();
    kit.durable.set(free.id, 10_990);
    const [one, other] = [kit.createNode(), kit.createNode()];
    for (let n = 0; n < 2; n++) {
      one.record(free, 2, nowMs);
      other.record(free, 2, nowMs);
      await Promise.all([one.share(), other.share()]);
    }
    expect(await kit.total(free)).toBe(10_998);
    one.record(free, 2, nowMs);
    await one.share();
    expect(one.isBlocked(free, nowMs)).toBe(true);
  });

  test('makes nothing unblocked, even where less is durable than was known', async () => {
    const kit = createUsageKit();
    const free = createOrganization();
    kit.durable.set(free.id, 9_000);
    const node = kit.createNode();
    node.record(free, 2_000, nowMs);
    await node.share();
    expect(node.isBlocked(free, nowMs)).toBe(true);
    kit.loseCounters();
    node.record(free, 1, nowMs);
    expect(node.isBlocked(free, nowMs)).toBe(true);
    await node.share();
    expect(node.isBlocked(free, nowMs)).toBe(true);
    expect(await kit.total(free)).toBe(11_001);
  });

  test('is seeded later where what is durable cannot be read', async () => {
    const kit = createUsageKit();
    const free = createOrganization();
    kit.durable.set(free.id, 500);
    const node = kit.createNode();
    kit.away.database = true;
    node.record(free, 10, nowMs);
    await node.share();
    node.record(free, 10, nowMs);
    await node.share();
    expect(await kit.total(free)).toBe(20);
    kit.away.database = false;
    await node.share();
    await node.share();
    // The second ten may be durable by now, and are not counted twice.
    expect(await kit.total(free)).toBe(510);
  });

  test('tells the level that it comes to by what is durable', async () => {
    const kit = createUsageKit();
    const free = createOrganization();
    kit.durable.set(free.id, 9_999);
    const node = kit.createNode();
    node.record(free, 1, nowMs);
    await node.share();
    expect(kit.levels).toMatchObject([{ level: 'exceeded' }]);
  });
});

/** Evaluations of one of two nodes, which are shared or not; what is durable; counters lost. */
const step = fc.oneof(
  fc.record({ node: fc.constantFrom(0, 1), evaluations: fc.integer({ min: 1, max: 5_000 }) }),
  fc.constant('share' as const),
  fc.constant('persist' as const),
  fc.constant('lose' as const),
);

const property = fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
  const kit = createUsageKit();
  const organization = createOrganization();
  const nodes = [kit.createNode(), kit.createNode()];
  let used = 0;
  // What the counter must say at least: what was shared since it was lost, and what was durable then.
  let least = 0;
  let unshared = 0;
  const shareAll = async () => {
    for (const node of nodes) await node.share();
    least += unshared;
    unshared = 0;
  };
  const record = (node: number, evaluations: number) => {
    nodes[node]!.record(organization, evaluations, nowMs);
    used += evaluations;
    unshared += evaluations;
  };
  for (const taken of steps) {
    if (typeof taken === 'object') record(taken.node, taken.evaluations);
    else if (taken === 'lose') {
      kit.loseCounters();
      least = kit.durable.get(organization.id) ?? 0;
    } else {
      await shareAll();
      if (taken === 'persist') kit.durable.set(organization.id, used);
    }
  }
  for (const node of nodes.keys()) record(node, 1);
  await shareAll();
  const total = await kit.total(organization);
  return total <= used && total >= least;
});

test.each([20_261_123, randomInt(2 ** 31)])(
  'a counter that was lost never says more than was used, nor less than was durable (seed %i)',
  (seed) => fc.assert(property, { seed, numRuns: 300 }),
);
