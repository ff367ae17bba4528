import { monthAt } from '@halyard/contracts';
import { createMemoryCounters } from '@halyard/coordination';
import { changePlan, raisePlanLevel } from '@halyard/domain';
import { createLogger } from '@halyard/http';
import { beforeAll, describe, expect, test } from 'vitest';

import { createUsage } from '../metering/usage/usage.ts';
import { createMember } from '../testing/member.ts';
import { onInProduction, useWire } from '../testing/use-wire.ts';

const refused: string[] = [];
const usage = createUsage({
  counters: createMemoryCounters({ now: () => wire.clock.nowMs }),
  levels: { add: async () => undefined },
  refusals: {
    async add({ organizationId }) {
      refused.push(organizationId);
    },
  },
  readEvaluations: async () => 0,
  log: createLogger('test', 'silent'),
  shareIntervalMs: 3_600_000,
});
const wire = useWire({
  usage,
  verifyToken: async () => createMember(wire.shop.organizationId),
});

/** Verbs act in the month that is answered for. */
const then = () => ({ ...wire.ctx, now: () => new Date(wire.clock.nowMs) });

const exceeded =
  '{"value":false,"matchedRuleType":null,"error":{"type":"PLAN_LIMIT_EXCEEDED","message":"Plan limit exceeded. Upgrade your plan to continue."}}';

beforeAll(async () => {
  const { organizationId } = wire.shop;
  await wire.createFlag('checkout', onInProduction());
  await changePlan(then(), { organizationId, plan: 'FREE' });
  const { name: month } = monthAt(wire.clock.nowMs);
  await raisePlanLevel(then(), { organizationId, month, level: 'blocked', plan: 'FREE' });
  await wire.settle();
});

describe('while a plan’s evaluations are used up', () => {
  test('v1 says so, whatever the flag, and for each of many', async () => {
    const one = await wire.post('/v1/evaluate', { flagKey: 'nope', userIdentifier: 'u' });
    expect([one.status, one.text]).toEqual([200, exceeded]);
    const userIdentifiers = ['a', 'b'];
    const many = await wire.post('/v1/evaluate/bulk', { flagKey: 'checkout', userIdentifiers });
    expect([many.status, many.text]).toEqual([200, `{"a":${exceeded},"b":${exceeded}}`]);
  });

  test.each([
    '/api/flags/checkout/evaluate',
    '/api/evaluate/nope',
    '/v1/flags/checkout/evaluate',
    '/v1/flags/checkout/variation',
    '/api/flags/evaluate',
    '/ofrep/v1/evaluate/flags/checkout',
    '/ofrep/v1/evaluate/flags',
  ])('%s is 429, to be tried again within the hour', async (path) => {
    const { status, headers, json } = await wire.post(path, { context: { user_id: 'u' } });
    expect(status).toBe(429);
    expect(json).toMatchObject(
      path.startsWith('/ofrep') ? { errorCode: 'GENERAL' } : { error: 'plan_limit_exceeded' },
    );
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(3_600);
  });

  test('lists, snapshots and members are answered: they cost no evaluations', async () => {
    for (const path of ['/api/sdk/flags', '/v1/flags', '/api/sdk/snapshot']) {
      expect(await wire.get(path, wire.keys.server)).toMatchObject({ status: 200 });
    }
    const headers = { Authorization: 'Bearer token' };
    const { applicationId } = wire.shop;
    const path = `/api/flags/checkout/evaluate?application_id=${applicationId}`;
    expect(await wire.send({ path, headers })).toMatchObject({ status: 200 });
  });

  test('it is told of once, however many are refused', async () => {
    await usage.close();
    expect(refused).toEqual([wire.shop.organizationId]);
  });

  test('a larger plan frees at once', async () => {
    await changePlan(then(), { organizationId: wire.shop.organizationId, plan: 'PRO' });
    await wire.settle();
    const answer = await wire.post('/v1/evaluate', { flagKey: 'checkout', userIdentifier: 'u' });
    expect(answer.json).toMatchObject({ value: true, error: null });
  });
});
