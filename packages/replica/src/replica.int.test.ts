import { apiKeyHashText } from '@halyard/auth';
import { evaluate } from '@halyard/core';
import { createDatabase, type Database } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import {
  createApiKey,
  createApplication,
  createFlag,
  createOrganization,
  type Context,
} from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { createReplica } from './replica.ts';

let database: Database;
let ctx: Context;
let dropDatabase: () => Promise<void>;

beforeAll(async () => {
  const { url, drop } = await createTestDatabase(inject('postgresUrl'));
  dropDatabase = drop;
  database = createDatabase({ url, maxConnections: 4 });
  ctx = createTestContext(database);
});

afterAll(async () => {
  await database.$disconnect();
  await dropDatabase();
});

async function createShop() {
  const { id: organizationId } = await createOrganization(ctx, { name: 'Acme' });
  const { id: applicationId } = await createApplication(ctx, { organizationId, name: 'Shop' });
  return { organizationId, applicationId };
}

async function startReplica() {
  const replica = createReplica({ database });
  expect(replica.isReady()).toBe(false);
  await replica.start();
  expect(replica.isReady()).toBe(true);
  return replica;
}

test('a key is found by its hash, with where it belongs', async () => {
  const shop = await createShop();
  const { id, secret } = await createApiKey(ctx, { ...shop, kind: 'sdk', name: 'K', tag: 't' });
  await database.apiKey.updateMany({
    where: { id },
    data: { environmentName: 'staging', expiresAt: new Date(5_000) },
  });
  const replica = await startReplica();
  expect(replica.findKey(apiKeyHashText(secret))).toEqual({
    id,
    ...shop,
    environment: 'staging',
    kind: 'sdk',
    expiresAtMs: 5_000,
  });
  expect(replica.findKey(apiKeyHashText(`${secret}x`))).toBeUndefined();
});

test('a revoked key is not loaded', async () => {
  const shop = await createShop();
  const { id, secret } = await createApiKey(ctx, { ...shop, kind: 'sdk', name: 'K', tag: 't' });
  await database.apiKey.updateMany({ where: { id }, data: { revokedAt: new Date() } });
  const replica = await startReplica();
  expect(replica.findKey(apiKeyHashText(secret))).toBeUndefined();
});

test('each organization’s flags are held apart, ready to be evaluated', async () => {
  const shop = await createShop();
  const other = await createShop();
  const flag = await createFlag(ctx, {
    ...shop,
    key: 'checkout',
    fields: {
      name: 'Checkout',
      description: 'The new one.',
      environments: { production: { enabled: true }, staging: { enabled: false } },
    },
  });
  const replica = await startReplica();
  const ask = (organizationId: string, environment: string) =>
    evaluate(replica.findDataSet(organizationId)!, {
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
