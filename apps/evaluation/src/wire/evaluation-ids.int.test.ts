import {
  createEvaluationIds,
  generateEvaluationSecrets,
  parseEvaluationSecrets,
} from '@halyard/auth';
import { beforeAll, describe, expect, test } from 'vitest';

import { onInProduction, useWire } from '../testing/use-wire.ts';

const ids = createEvaluationIds({
  secrets: parseEvaluationSecrets(generateEvaluationSecrets()),
  now: () => Date.UTC(2026, 10, 23),
});
const wire = useWire({ mintEvaluationId: ids.mint });
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
