import {
  createEvaluationIds,
  generateEvaluationSecrets,
  parseEvaluationSecrets,
} from '@halyard/auth';
import type { Sent } from '@halyard/http/testing';
import { beforeAll, describe, expect, test } from 'vitest';

import { createCountsKit } from '../metering/counts/testing/counts-kit.ts';
import { createMember } from '../testing/member.ts';
import { send } from '../testing/send.ts';
import { onInProduction, useWire } from '../testing/use-wire.ts';

const ids = createEvaluationIds({
  secrets: parseEvaluationSecrets(generateEvaluationSecrets()),
  now: () => Date.UTC(2026, 10, 23),
});
const wire = useWire({
  mintEvaluationId: ids.mint,
  verifyToken: async () => createMember(wire.shop.organizationId),
});
let serial: number | undefined;

beforeAll(async () => {
  const observed = await wire.createFlag('observed', {
    environments: {
      production: { enabled: true, smart_insights: true, rollout_percentage: 50 },
      staging: { enabled: true },
      development: { enabled: false, smart_insights: true },
    },
  });
  serial = observed.insight_serials!['production'];
  await wire.createFlag('plain', onInProduction());
  await wire.settle();
});

const ask = async (flagKey: string, more: object = {}) =>
  (await wire.post('/v1/evaluate', { flagKey, userIdentifier: 'u', ...more })).json;

describe('an evaluation with Smart Insights', () => {
  test('has an id that tells its organization what was answered, and where', async () => {
    for (const userIdentifier of ['u1', 'u2', 'u3', 'u4', 'u5']) {
      const { value, evaluationId } = await ask('observed', { userIdentifier });
      const verified = ids.verify(wire.shop.organizationId, evaluationId);
      expect(verified).toMatchObject({ serial, value });
      expect(ids.verify(crypto.randomUUID(), evaluationId)).toBe(undefined);
    }
  });

  test('has another id each time', async () => {
    const [one, other] = [await ask('observed'), await ask('observed')];
    expect(one.evaluationId).not.toBe(other.evaluationId);
  });

  test('has one for each of many', async () => {
    const userIdentifiers = ['a', 'b'];
    const asked = { flagKey: 'observed', userIdentifiers };
    const { json } = await wire.post('/v1/evaluate/bulk', asked);
    for (const { value, evaluationId } of Object.values<{ value: boolean; evaluationId: string }>(
      json,
    )) {
      const verified = ids.verify(wire.shop.organizationId, evaluationId);
      expect(verified).toMatchObject({ serial, value });
    }
  });
});

test.each([
  ['of a flag without Smart Insights', 'plain', {}],
  ['in an environment without them', 'observed', { environment: 'staging' }],
  ['that failed', 'observed', { environment: 'development' }],
  ['of a flag that is not there', 'nope', {}],
])('an evaluation %s has none', async (_what, flagKey, more) => {
  expect(await ask(flagKey, more)).not.toHaveProperty('evaluationId');
});

describe('of evaluations that are counted', () => {
  /** Of what a node of its own was asked: how many it counted, and how many of these as having an id. */
  async function countOf(asked: readonly Sent[]): Promise<[counted: number, identified: number]> {
    const kit = createCountsKit();
    const node = await wire.startNode({ counts: kit });
    for (const one of asked) expect(await send(node.url, one)).toMatchObject({ status: 200 });
    await kit.close();
    const sum = (field: 'count' | 'identified') =>
      kit.rows('flags').reduce((total, row) => total + row[field], 0);
    return [sum('count'), sum('identified')];
  }

  const byKey = (path: string, body: object): Sent => ({
    path,
    headers: { 'X-SDK-Key': wire.keys.sdk },
    body: JSON.stringify(body),
  });
  const context = { user_id: 'u' };
  const v1 = (flagKey: string, more: object = {}) =>
    byKey('/v1/evaluate', { flagKey, userIdentifier: 'u', ...more });

  test('those with an id are told apart, however they were asked for', async () => {
    const userIdentifiers = ['u', 'v', 'u', 'w'];
    const bulk = (flagKey: string) => byKey('/v1/evaluate/bulk', { flagKey, userIdentifiers });
    expect(await countOf([v1('observed'), v1('observed'), bulk('observed')])).toEqual([5, 5]);
    expect(await countOf([v1('plain'), bulk('plain')])).toEqual([4, 0]);
  });

  test('those that failed, or are elsewhere, have none', async () => {
    const environments = ['staging', 'development', 'nowhere'];
    const asked = environments.map((environment) => v1('observed', { environment }));
    expect(await countOf(asked)).toEqual([3, 0]);
  });

  test('those of other routes have none', async () => {
    const asked = [
      byKey('/api/flags/observed/evaluate', { context }),
      byKey('/api/flags/evaluate', { context, keys: ['observed'] }),
      byKey('/v1/flags/observed/variation', { userId: 'u' }),
      byKey('/ofrep/v1/evaluate/flags/observed', { context }),
      byKey('/ofrep/v1/evaluate/flags', { context }),
    ];
    expect(await countOf(asked)).toEqual([6, 0]);
  });

  test('a member’s is not one, and has no id', async () => {
    const { path, body } = v1('observed');
    const byMember = {
      path: `${path}?application_id=${wire.shop.applicationId}`,
      headers: { Authorization: 'Bearer token' },
      body: body!,
    };
    expect(await countOf([byMember])).toEqual([0, 0]);
    const { json } = await wire.send(byMember);
    expect(json).toMatchObject({ value: expect.any(Boolean), error: null });
    expect(json).not.toHaveProperty('evaluationId');
  });
});
