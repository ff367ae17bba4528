import { apiKeyHashText } from '@halyard/auth';
import { evaluate } from '@halyard/core';
import { changeSegmentMembers, createApiKey, createFlag, revokeApiKey } from '@halyard/domain';
import { expect, test } from 'vitest';

import { documentOf, isMember, useReplicaKit } from '../testing/replica-kit.ts';

const kit = useReplicaKit();

test('a replica is ready when it has started, and not before', async () => {
  const replica = kit.create();
  expect(replica.isReady()).toBe(false);
  await replica.start();
  expect(replica.isReady()).toBe(true);
  expect(replica.status()).toMatchObject({ source: 'database', isStale: false });
});

test('a key is found by its hash, with where it belongs', async () => {
  const shop = await kit.createShop();
  const early = { ...kit.ctx, now: () => new Date(0) };
  const { id, secret } = await createApiKey(early, {
    ...shop,
    kind: 'sdk',
    name: 'K',
    tag: 't',
    environment: 'staging',
    expiresAt: new Date(5_000),
    dailyBudget: 1_000,
  });
  const replica = await kit.start();
  expect(replica.findKey(apiKeyHashText(secret))).toEqual({
    id,
    ...shop,
    environment: 'staging',
    kind: 'sdk',
    trusted: false,
    expiresAtMs: 5_000,
    dailyBudget: 1_000,
    addressLimit: null,
  });
  expect(replica.findKey(apiKeyHashText(`${secret}x`))).toBeUndefined();
});

test('a revoked key is not loaded', async () => {
  const shop = await kit.createShop();
  const { hash, reference } = await kit.createKey(shop);
  await revokeApiKey(kit.ctx, reference);
  const replica = await kit.start();
  expect(replica.findKey(hash)).toBeUndefined();
});

test('each organization’s flags are held apart, ready to be evaluated', async () => {
  const shop = await kit.createShop();
  const other = await kit.createShop();
  const flag = await createFlag(kit.ctx, {
    ...shop,
    key: 'checkout',
    fields: {
      name: 'Checkout',
      description: 'The new one.',
      environments: { production: { enabled: true }, staging: { enabled: false } },
    },
  });
  const replica = await kit.start();
  const ask = (organizationId: string, environment: string) =>
    evaluate(replica.find(organizationId)!.dataSet, {
      applicationId: shop.applicationId,
      flagKey: 'checkout',
      environment,
      context: {},
      now: 0,
    });
  expect(ask(shop.organizationId, 'production')).toMatchObject({
    enabled: true,
    flag: { id: flag.id, description: 'The new one.', version: 1 },
  });
  expect(ask(shop.organizationId, 'staging')).toMatchObject({ enabled: false });
  expect(ask(other.organizationId, 'production')).toEqual({
    found: false,
    reason: 'FLAG_NOT_FOUND',
  });
});

test('a flag is held as it was written, with the serials that evaluation ids call it by', async () => {
  const shop = await kit.createShop();
  const replica = await kit.start({ hints: kit.hints });
  const flag = await kit.createFlag(shop, 'watched', { smart_insights: true });
  expect(flag.insight_serials).toEqual({ production: 1 });
  await expect.poll(() => documentOf(replica, shop, flag.id)).toEqual(flag);
  expect(documentOf(await kit.start(), shop, flag.id)).toEqual(flag);
});

test('segments are loaded with their members', async () => {
  const shop = await kit.createShop();
  const segment = await kit.createSegment(shop, 'beta');
  await changeSegmentMembers(kit.ctx, { ...segment, included: { add: ['ann', 'bob'] } });
  const replica = await kit.start();
  expect(isMember(replica, shop, 'beta', 'ann')).toBe(true);
  expect(isMember(replica, shop, 'beta', 'eve')).toBe(false);
});

test('an organization’s plan is loaded with its newest month', async () => {
  const { organizationId } = await kit.createShop();
  await kit.rows.blockPlan(organizationId, '2026-10');
  await kit.rows.blockPlan(organizationId, '2026-11');
  const replica = await kit.start();
  expect(replica.find(organizationId)?.document).toMatchObject({
    plan: 'ENTERPRISE',
    usage: { month: '2026-11', level: 'blocked' },
  });
});
