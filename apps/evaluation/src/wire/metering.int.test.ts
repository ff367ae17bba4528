import { createMetrics } from '@halyard/http';
import { beforeEach, expect, test } from 'vitest';

import { createMember } from '../testing/member.ts';
import { onInProduction, useWire } from '../testing/use-wire.ts';

const metrics = createMetrics('test');
const used: string[] = [];
let counted: string[] = [];
let evaluations = 0;
const wire = useWire({
  metrics,
  keyUsage: { record: ({ id }) => used.push(id) },
  counts: { count: (_key, { flag }) => counted.push(flag.key) },
  usage: {
    isBlocked: () => false,
    record: (_organization, noted) => (evaluations += noted),
    refuse: () => undefined,
  },
  verifyToken: async () => createMember(wire.shop.organizationId),
});

beforeEach(() => {
  counted = [];
  evaluations = 0;
});

test('one flag for one identifier is one evaluation, whatever the request; all else is none', async () => {
  for (const key of ['a', 'b']) await wire.createFlag(key, onInProduction());
  await wire.settle();
  const context = { user_id: 'u' };
  await wire.post('/api/flags/a/evaluate', { context });
  await wire.post('/v1/evaluate', { flagKey: 'b', userIdentifier: 'u' });
  await wire.post('/v1/evaluate/bulk', { flagKey: 'a', userIdentifiers: ['u', 'v', 'u'] });
  await wire.post('/ofrep/v1/evaluate/flags/b', { context });
  await wire.post('/v1/flags/a/variation', { userId: 'u' });
  await wire.post('/api/flags/evaluate', { context, keys: ['b', 'nope', 'b'] });
  await wire.post('/ofrep/v1/evaluate/flags', {});
  expect(counted).toEqual(['a', 'b', 'a', 'a', 'b', 'a', 'b', 'a', 'b']);
  expect(evaluations).toBe(9);

  await wire.post('/api/flags/nope/evaluate');
  await wire.post('/v1/evaluate', { flagKey: 'nope', userIdentifier: 'u' });
  for (const path of ['/api/sdk/flags', '/v1/flags', '/api/sdk/snapshot']) {
    await wire.get(path, wire.keys.server);
  }
  const headers = { Authorization: 'Bearer token' };
  const path = `/api/flags/a/evaluate?application_id=${wire.shop.applicationId}`;
  expect(await wire.send({ path, headers })).toMatchObject({ status: 200 });
  expect(evaluations).toBe(9);
});

test('a key that was let in is noted as used, one that was refused is not', async () => {
  const expiresAt = new Date(Date.now() + 60_000);
  const expired = await wire.createKey({ expiresAt });
  wire.clock.nowMs = expiresAt.getTime();
  used.length = 0;
  await wire.get('/v1/flags');
  await wire.get('/v1/flags', expired);
  expect(used).toHaveLength(1);
});

test('answers are counted by reason', async () => {
  await wire.post('/api/flags/nope/evaluate');
  const text = await metrics.metrics();
  expect(text).toMatch(/halyard_evaluations_total\{reason="DEFAULT",service="test"\} [1-9]/);
  expect(text).toMatch(/halyard_evaluations_total\{reason="FLAG_NOT_FOUND",service="test"\} [1-9]/);
  expect(text).toContain('halyard_replica_organizations{service="test"} 1');
});
