import type { Plan } from '@halyard/contracts';
import { readEvaluations } from '@halyard/database';
import { describe, expect, test } from 'vitest';

import type { Context } from '../context/context.ts';
import { addUsage } from '../fixtures/add-usage.ts';
import { useDomain } from '../fixtures/use-domain.ts';
import { changePlan } from './change-plan.ts';
import { raisePlanLevel } from './raise-level.ts';
import { recordBlockedEvaluation } from './record-blocked-evaluation.ts';

const month = '2026-11';
let nowMs = Date.parse('2026-11-15T12:00:00Z');
const domain = useDomain({ now: () => new Date(nowMs) });

const system = (): Context => domain.ctx;
const reference = () => ({ organizationId: domain.shop.organizationId });
const change = (plan: Plan) => changePlan(system(), { ...reference(), plan });
const raise = (level: 'warning' | 'exceeded' | 'blocked', plan: Plan = 'FREE') =>
  raisePlanLevel(system(), { ...reference(), month, level, plan });
const use = (
  evaluations: number,
  batch = { boot: crypto.randomUUID(), n: 1 },
  day = `${month}-15`,
) =>
  addUsage(system(), {
    node: 'a',
    ...batch,
    usage: [{ ...reference(), day, evaluations }],
  });
const evaluations = () => readEvaluations(domain.database, domain.shop.organizationId, month);

async function audited(): Promise<string[]> {
  const { audit } = await domain.history();
  return audit.flatMap(({ action }) => (action === 'created' ? [] : action));
}

/** What nodes are told of the organization. */
async function told(): Promise<unknown> {
  const last = await domain.database.change.findFirstOrThrow({
    where: { ...reference(), kind: 'organization' },
    orderBy: { seq: 'desc' },
  });
  return last.document;
}

describe('usage', () => {
  test('of a batch counts once, however often the batch comes', async () => {
    const batch = { boot: crypto.randomUUID(), n: 7 };
    await use(40, batch);
    await use(40, batch);
    expect(await evaluations()).toBe(40);
    await use(2, { ...batch, n: 6 });
    expect(await evaluations()).toBe(42);
  });

  test('that comes twice at once counts once', async () => {
    const batch = { boot: crypto.randomUUID(), n: 1 };
    await Promise.all(Array.from({ length: 4 }, () => use(10, batch)));
    expect(await evaluations()).toBe(10);
  });

  test('raises the levels that it passes, each audited once, and nodes are told', async () => {
    await change('FREE');
    await use(7_999);
    expect(await told()).not.toHaveProperty('usage');
    await use(1);
    expect(await told()).toMatchObject({ usage: { month, level: 'warning' } });
    await use(2_999);
    expect(await told()).toMatchObject({ usage: { month, level: 'exceeded' } });
    await use(1);
    await use(1);
    expect(await told()).toMatchObject({ usage: { month, level: 'blocked' } });
    expect(await audited()).toEqual([
      'plan_changed',
      'limit_warning',
      'limit_exceeded',
      'hard_overage_reached',
    ]);
  });

  test('has the organization told of each level that it passes, once', async () => {
    await change('FREE');
    await use(8_500);
    await raise('exceeded');
    await raise('exceeded');
    await use(3_500);
    const told = await domain.database.notification.findMany({
      where: reference(),
      orderBy: { id: 'asc' },
    });
    expect(told.map(({ kind, content }) => [kind, content])).toEqual([
      ['limit_warning', { month, level: 'warning', evaluations: 8_500, limit: 10_000 }],
      ['limit_exceeded', { month, level: 'exceeded', evaluations: 10_000, limit: 10_000 }],
      ['hard_overage_reached', { month, level: 'blocked', evaluations: 12_000, limit: 10_000 }],
    ]);
  });

  test('of a month that is over leaves nodes with what they know of the newest', async () => {
    await change('FREE');
    await use(9_000);
    await use(20_000, undefined, '2026-10-31');
    expect(await told()).toMatchObject({ usage: { month, level: 'warning' } });
  });

  test('without a limit is counted and reaches nothing', async () => {
    const before = await domain.head();
    await use(1e12);
    expect(await evaluations()).toBe(1e12);
    expect(await domain.head()).toEqual(before);
  });

  test('of an organization that is gone is left out, the others’ is not', async () => {
    const day = `${month}-01`;
    const usage = [
      { organizationId: crypto.randomUUID(), day, evaluations: 5 },
      { ...reference(), day, evaluations: 6 },
    ];
    await addUsage(system(), { node: 'a', boot: crypto.randomUUID(), n: 1, usage });
    expect(await evaluations()).toBe(6);
  });
});

describe('a level', () => {
  test('that a node saw is raised once, with all that it passes', async () => {
    await change('FREE');
    await Promise.all([raise('exceeded'), raise('exceeded'), raise('warning')]);
    expect(await told()).toMatchObject({ usage: { month, level: 'exceeded' } });
    expect(await audited()).toEqual(['plan_changed', 'limit_warning', 'limit_exceeded']);
  });

  test('is never lowered', async () => {
    await change('FREE');
    await raise('blocked');
    const before = await domain.head();
    await raise('warning');
    await use(1);
    expect(await domain.head()).toEqual(before);
    expect(await told()).toMatchObject({ usage: { level: 'blocked' } });
  });

  test('of a plan that the organization has no more says nothing', async () => {
    await change('PRO');
    await raise('blocked', 'FREE');
    expect(await told()).not.toHaveProperty('usage');
  });

  test('of an organization that is gone says nothing', async () => {
    const organizationId = crypto.randomUUID();
    const raised = { organizationId, month, level: 'blocked', plan: 'FREE' } as const;
    await expect(raisePlanLevel(system(), raised)).resolves.toBeUndefined();
  });
});

describe('a plan', () => {
  test('that is larger unblocks at once, a smaller one blocks by what was used', async () => {
    await change('FREE');
    await use(11_000);
    await change('PRO');
    expect(await told()).toEqual(
      expect.not.objectContaining({ usage: expect.anything() as unknown }),
    );
    await change('FREE');
    expect(await told()).toMatchObject({ plan: 'FREE', usage: { month, level: 'blocked' } });
  });

  test('is changed by an owner alone', async () => {
    const { organizationId } = reference();
    const byAdmin = changePlan(domain.asMember('ADMIN'), { organizationId, plan: 'FREE' });
    await expect(byAdmin).rejects.toMatchObject({ code: 'forbidden' });
    await changePlan(domain.asMember('OWNER'), { organizationId, plan: 'TEAM' });
    expect(await domain.lastAudited()).toMatchObject({
      action: 'plan_changed',
      changes: { before: { plan: 'ENTERPRISE' }, after: { plan: 'TEAM' } },
    });
  });

  test('that is none is refused, that it has already changes nothing', async () => {
    const { organizationId } = reference();
    const before = await domain.head();
    const unknown = changePlan(system(), { organizationId, plan: 'GOLD' as Plan });
    await expect(unknown).rejects.toMatchObject({ code: 'invalid_request' });
    await change('ENTERPRISE');
    expect(await domain.head()).toEqual(before);
  });

  test('of no organization cannot be changed', async () => {
    for (const organizationId of [crypto.randomUUID(), 'acme']) {
      const refused = changePlan(system(), { organizationId, plan: 'PRO' });
      await expect(refused).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

test('blocked evaluations are audited once a UTC day', async () => {
  nowMs = Date.parse('2026-11-15T23:59:59Z');
  const record = () => recordBlockedEvaluation(system(), reference());
  await Promise.all([record(), record(), record()]);
  expect(await audited()).toEqual(['evaluation_blocked']);
  nowMs += 1_000;
  await record();
  await record();
  expect(await audited()).toEqual(['evaluation_blocked', 'evaluation_blocked']);
  await recordBlockedEvaluation(system(), { organizationId: crypto.randomUUID() });
});

test('members meter nothing', async () => {
  const owner = domain.asMember('OWNER');
  const batch = { node: 'a', boot: crypto.randomUUID(), n: 1 };
  const level = { month, level: 'blocked', plan: 'FREE' } as const;
  for (const refused of [
    addUsage(owner, { ...batch, usage: [{ ...reference(), day: `${month}-01`, evaluations: 1 }] }),
    raisePlanLevel(owner, { ...reference(), ...level }),
    recordBlockedEvaluation(owner, reference()),
  ]) {
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
  }
});
