import { createDatabase, type Database } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import {
  createApiKey,
  createApplication,
  createFlag,
  createOrganization,
  revokeApiKey,
  type Context,
} from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';
import { createReplica, type Replica, type ReplicaOptions } from '@halyard/replica';
import request from 'supertest';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';

import { startApp } from '../testing/start-app.ts';

/** So rarely that no test sees it happen. */
const never = 3_600_000;

let database: Database;
let ctx: Context;
let shop: { organizationId: string; applicationId: string };
let dropDatabase: () => Promise<void>;
const replicas: Replica[] = [];
const closers: (() => Promise<void>)[] = [];

beforeEach(async () => {
  const { url, drop } = await createTestDatabase(inject('postgresUrl'));
  dropDatabase = drop;
  database = createDatabase({ url, maxConnections: 4 });
  ctx = createTestContext(database);
  const { id: organizationId } = await createOrganization(ctx, { name: 'Acme' });
  const { id: applicationId } = await createApplication(ctx, { organizationId, name: 'Shop' });
  shop = { organizationId, applicationId };
});

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  for (const replica of replicas.splice(0)) await replica.close();
  await database.$disconnect();
  await dropDatabase();
});

async function startNode(options: Partial<ReplicaOptions> = {}) {
  const report = () => undefined;
  const replica = createReplica({ database, report, pollIntervalMs: never, ...options });
  replicas.push(replica);
  await replica.start();
  const { url, close } = await startApp({ replica });
  closers.push(close);
  return { replica, url };
}

async function createKey(): Promise<{ id: string; secret: string }> {
  return createApiKey(ctx, { ...shop, kind: 'sdk', name: 'Key', tag: 'test' });
}

const createCheckout = () =>
  createFlag(ctx, {
    ...shop,
    key: 'checkout',
    fields: { name: 'Checkout', environments: { production: { enabled: true } } },
  });

const ask = (url: string, key: string) =>
  request(url).post('/api/flags/checkout/evaluate').set('x-sdk-key', key).send({});

test('a new key works at once, together with the flags that were made before it', async () => {
  const { url } = await startNode();
  await createCheckout();
  const { secret } = await createKey();
  const answer = await ask(url, secret);
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ enabled: true });
});

test('a new key of a new organization works at once', async () => {
  const { url } = await startNode();
  const { id: organizationId } = await createOrganization(ctx, { name: 'New' });
  const { id: applicationId } = await createApplication(ctx, { organizationId, name: 'Shop' });
  shop = { organizationId, applicationId };
  await createCheckout();
  const { secret } = await createKey();
  expect(await ask(url, secret)).toMatchObject({ status: 200 });
});

test('a key that was revoked before it was ever asked for here is refused', async () => {
  const { url } = await startNode();
  const { id, secret } = await createKey();
  await revokeApiKey(ctx, { ...shop, keyId: id });
  expect(await ask(url, secret)).toMatchObject({ status: 401 });
});

test('a key that worked is refused once its revocation has arrived', async () => {
  await createCheckout();
  const { id, secret } = await createKey();
  const { url } = await startNode({ pollIntervalMs: 10 });
  expect(await ask(url, secret)).toMatchObject({ status: 200 });
  await revokeApiKey(ctx, { ...shop, keyId: id });
  await expect.poll(() => ask(url, secret)).toMatchObject({ status: 401 });
});

test('without the database a key in memory works, and one that is not there is 503, not 401', async () => {
  await createCheckout();
  const { secret } = await createKey();
  const { url } = await startNode();
  const { secret: later } = await createKey();
  await dropDatabase();
  expect(await ask(url, secret)).toMatchObject({ status: 200 });
  const answer = await ask(url, later);
  expect(answer.status).toBe(503);
  expect(answer.body).toMatchObject({ error: 'unavailable' });
});

test('after the grace without contact keys are answered with 503, never with 401', async () => {
  await createCheckout();
  const { secret } = await createKey();
  let nowMs = 1_000_000;
  const { url } = await startNode({ keyGraceMs: 60_000, now: () => nowMs });
  nowMs += 60_000;
  expect(await ask(url, secret)).toMatchObject({ status: 200 });
  await dropDatabase();
  nowMs += 60_001;
  expect(await ask(url, secret)).toMatchObject({ status: 503 });
  const unknown = await ask(url, `${secret}x`);
  expect(unknown.status).toBe(503);
});
