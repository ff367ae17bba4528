import { describe, expect, test } from 'vitest';

import { createOrganization, createUsageKit, month, nowMs } from './testing/usage-kit.ts';

const nextMonthMs = Date.parse('2026-12-01T00:00:00Z');

describe('an organization is blocked', () => {
  test('from 110 % of its plan on, and not before', async () => {
    const node = createUsageKit().createNode();
    const free = createOrganization();
    node.record(free, 10_999, nowMs);
    await node.share();
    expect(node.isBlocked(free, nowMs)).toBe(false);
    node.record(free, 1, nowMs);
    await node.share();
    expect(node.isBlocked(free, nowMs)).toBe(true);
  });

  test('by what other nodes answered', async () => {
    const kit = createUsageKit();
    const [one, other] = [kit.createNode(), kit.createNode()];
    const free = createOrganization();
    one.record(free, 10_998, nowMs);
    await one.share();
    other.record(free, 1, nowMs);
    await other.share();
    expect([one, other].map((node) => node.isBlocked(free, nowMs))).toEqual([false, false]);
    other.record(free, 1, nowMs);
    await other.share();
    expect(other.isBlocked(free, nowMs)).toBe(true);
  });

  test('where its document says so of this month', () => {
    const node = createUsageKit().createNode();
    const blocked = createOrganization({ usage: { month, level: 'blocked' } });
    expect(node.isBlocked(blocked, nowMs)).toBe(true);
    expect(node.isBlocked(blocked, nextMonthMs)).toBe(false);
    const exceeded = createOrganization({ usage: { month, level: 'exceeded' } });
    expect(node.isBlocked(exceeded, nowMs)).toBe(false);
  });

  test('no longer once its plan is larger, or in another month', async () => {
    const node = createUsageKit().createNode();
    const free = createOrganization();
    node.record(free, 20_000, nowMs);
    await node.share();
    expect(node.isBlocked(free, nowMs)).toBe(true);
    expect(node.isBlocked({ ...free, plan: 'PRO' }, nowMs)).toBe(false);
    expect(node.isBlocked({ ...free, plan: 'ENTERPRISE' }, nowMs)).toBe(false);
    expect(node.isBlocked(free, nextMonthMs)).toBe(false);
  });

  test('never where its plan has no limit, for which nothing is shared', async () => {
    const kit = createUsageKit();
    const node = kit.createNode();
    const enterprise = createOrganization({ plan: 'ENTERPRISE' });
    node.record(enterprise, 1e12, nowMs);
    await node.share();
    expect(node.isBlocked(enterprise, nowMs)).toBe(false);
    expect(node.isBlocked(undefined, nowMs)).toBe(false);
    expect(kit.calls()).toBe(0);
  });
});

describe('a level is told', () => {
  test('once by each node that sees it reached', async () => {
    const kit = createUsageKit();
    const node = kit.createNode();
    const free = createOrganization();
    for (let n = 0; n < 12; n++) {
      node.record(free, 1_000, nowMs);
      await node.share();
    }
    const told = { organizationId: free.id, month, plan: 'FREE' };
    expect(kit.levels).toEqual([
      { ...told, level: 'warning' },
      { ...told, level: 'exceeded' },
      { ...told, level: 'blocked' },
    ]);
  });

  test('again where the queue could not take it', async () => {
    const kit = createUsageKit();
    const node = kit.createNode();
    kit.away.queue = true;
    node.record(createOrganization(), 8_000, nowMs);
    await node.share();
    expect(kit.levels).toEqual([]);
    kit.away.queue = false;
    await node.share();
    await node.share();
    expect(kit.levels).toMatchObject([{ level: 'warning' }]);
  });

  test('not where the document says it already', async () => {
    const kit = createUsageKit();
    const node = kit.createNode();
    node.record(createOrganization({ usage: { month, level: 'exceeded' } }), 10_500, nowMs);
    await node.share();
    expect(kit.levels).toEqual([]);
  });
});

test('while counters are away evaluations are noted, and added later', async () => {
  const kit = createUsageKit();
  const node = kit.createNode();
  const free = createOrganization();
  kit.away.counters = true;
  for (let n = 0; n < 3; n++) {
    node.record(free, 3_000, nowMs);
    await node.share();
  }
  expect(node.isBlocked(free, nowMs)).toBe(false);
  node.record(free, 2_000, nowMs);
  expect(node.isBlocked(free, nowMs)).toBe(true);
  kit.away.counters = false;
  await node.share();
  await node.share();
  expect(await kit.total(free)).toBe(11_000);
  expect(kit.levels).toMatchObject([{ level: 'blocked' }]);
});

test('what was noted in a month is added to that month, however late', async () => {
  const kit = createUsageKit();
  const node = kit.createNode();
  const free = createOrganization();
  node.record(free, 5, nextMonthMs - 1);
  node.record(free, 7, nextMonthMs);
  await node.share();
  expect(await kit.total(free, '2026-11')).toBe(5);
  expect(await kit.total(free, '2026-12')).toBe(7);
});

describe('a refusal', () => {
  test('is told once a UTC day and organization', async () => {
    const kit = createUsageKit();
    const node = kit.createNode();
    for (const atMs of [nowMs, nowMs + 1, nextMonthMs - 1, nextMonthMs, nextMonthMs + 1]) {
      node.refuse('one', atMs);
      node.refuse('other', atMs);
      await node.share();
    }
    // November 15th and 30th, December 1st.
    expect(kit.refusals.toSorted()).toEqual(['one', 'one', 'one', 'other', 'other', 'other']);
  });

  test('is told later where the queue is away', async () => {
    const kit = createUsageKit();
    const node = kit.createNode();
    kit.away.queue = true;
    node.refuse('one', nowMs);
    await node.share();
    kit.away.queue = false;
    await node.share();
    await node.share();
    expect(kit.refusals).toEqual(['one']);
  });
});

test('what is noted is shared now and then, without being asked', async () => {
  const kit = createUsageKit();
  const free = createOrganization();
  const node = kit.createNode({ shareIntervalMs: 1 });
  node.start();
  node.record(free, 42, nowMs);
  await expect.poll(() => kit.total(free)).toBe(42);
  await node.close();
});
