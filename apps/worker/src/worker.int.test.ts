import { monthAt } from '@halyard/contracts';
import { createDatabase, readEvaluations, type Database } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import {
  addUsage,
  changePlan,
  createApiKey,
  createApplication,
  createFlag,
  createOrganization,
  toggleFlag,
} from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';
import { createLogger, createMetrics } from '@halyard/http';
import { createQueues, type Queues } from '@halyard/queue';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';

import { recordKeyUsage } from './record-key-usage.ts';
import { removeOldBatches } from './remove-old-batches.ts';
import { buildWorker, type Worker } from './worker.ts';

let database: Database;
let queues: Queues;
let worker: Worker;
let dropDatabase: () => Promise<void>;
let key: { organizationId: string; keyId: string };
const metrics = createMetrics('test');

beforeAll(async () => {
  const { url, drop } = await createTestDatabase(inject('postgresUrl'));
  dropDatabase = drop;
  database = createDatabase({ url, maxConnections: 4 });
  queues = createQueues({
    postgres: { url, maxConnections: 10 },
    onError: (error) => expect.fail(error.message),
  });
  const ctx = createTestContext(database);
  const log = createLogger('test', 'silent');
  worker = buildWorker({ database, queues, ctx, metrics, log });
  await worker.start();
  const { id: organizationId } = await createOrganization(ctx, { name: 'Acme' });
  const { id: applicationId } = await createApplication(ctx, { organizationId, name: 'Shop' });
  const named = { kind: 'sdk', name: 'Key', tag: 'test' } as const;
  const { id } = await createApiKey(ctx, { organizationId, applicationId, ...named });
  key = { organizationId, keyId: id };
});

afterAll(async () => {
  await worker.close();
  await queues.close();
  await database.$disconnect();
  await dropDatabase();
});

const lastUse = async (): Promise<number | undefined> => {
  const { lastUsedAt } = await database.apiKey.findFirstOrThrow({ where: { id: key.keyId } });
  return lastUsedAt?.getTime();
};

test('key usage from the queue is written, and the job is counted', async () => {
  const producer = queues.createProducer('key-usage');
  await producer.add({ keys: [{ ...key, lastUsedAtMs: 1_700_000_000_123 }] });
  await vi.waitFor(async () => expect(await lastUse()).toBe(1_700_000_000_123), 10_000);
  expect(await metrics.metrics()).toContain(
    'halyard_jobs_completed_total{queue="key-usage",service="test"} 1',
  );
});

test('an older or repeated report changes nothing', async () => {
  const later = { ...key, lastUsedAtMs: 1_800_000_000_000 };
  await recordKeyUsage(database, { keys: [later] });
  await recordKeyUsage(database, { keys: [later] });
  await recordKeyUsage(database, { keys: [{ ...key, lastUsedAtMs: 1_750_000_000_000 }] });
  expect(await lastUse()).toBe(1_800_000_000_000);
});

test('another organization cannot touch the key', async () => {
  const before = await lastUse();
  const organizationId = crypto.randomUUID();
  await recordKeyUsage(database, {
    keys: [{ ...key, organizationId, lastUsedAtMs: 1_900_000_000_000 }],
  });
  expect(await lastUse()).toBe(before);
});

test('a prerequisite’s change becomes a derived change of the flags that need it', async () => {
  const ctx = createTestContext(database);
  const { organizationId } = key;
  const create = (flagKey: string, environment: object) =>
    createFlag(ctx, {
      organizationId,
      applicationId: null,
      key: flagKey,
      fields: { name: flagKey, environments: { production: { enabled: true, ...environment } } },
    });
  const base = await create('base', {});
  const top = await create('top', { prerequisites: [{ flag: base.id }] });
  const off = { organizationId, flagId: base.id, environment: 'production', enabled: false };
  await toggleFlag(ctx, off);
  const findDerived = () =>
    database.change.findFirst({ where: { organizationId, kind: 'derived' } });
  await vi.waitFor(async () => {
    expect(await findDerived()).toMatchObject({ document: { flag_ids: [top.id] } });
  }, 10_000);
});

test('a flag that begins is told of, and one that has ended is turned off', async () => {
  const ctx = createTestContext(database);
  const { organizationId } = key;
  const create = (flagKey: string, fields: object) =>
    createFlag(ctx, {
      organizationId,
      applicationId: null,
      key: flagKey,
      fields: { name: flagKey, environments: { production: { enabled: true } }, ...fields },
    });
  const soon = new Date(Date.now() + 500).toISOString();
  const begins = await create('begins', { scheduled_start_at: soon });
  const ended = { scheduled_end_at: '2026-01-01T00:00:00Z', auto_disable_after_end: true };
  const { id } = await create('ended', ended);
  await vi.waitFor(async () => {
    const derived = await database.change.findMany({ where: { organizationId, kind: 'derived' } });
    expect(derived.map(({ document }) => document)).toContainEqual({ flag_ids: [begins.id] });
    expect(await database.flag.findFirst({ where: { id } })).toMatchObject({
      definition: { environments: { production: { enabled: false } } },
    });
  }, 10_000);
});

test('usage, levels and refusals from the queues are written', async () => {
  const { organizationId } = key;
  const month = monthAt(Date.now()).name;
  await changePlan(createTestContext(database), { organizationId, plan: 'FREE' });
  await queues.createProducer('evaluation-counts').add({
    node: 'a',
    boot: crypto.randomUUID(),
    n: 1,
    startedAtMs: 0,
    endedAtMs: 1_000,
    usage: [{ organizationId, month, evaluations: 5 }],
    flags: [],
    places: [],
    languages: [],
    clients: [],
  });
  await queues
    .createProducer('plan-level')
    .add({ organizationId, month, level: 'blocked', plan: 'FREE' });
  await queues.createProducer('evaluation-blocked').add({ organizationId });
  const readWritten = async () => {
    const { level } = await database.planState.findFirstOrThrow({ where: { organizationId } });
    const audited = { organizationId, action: 'evaluation_blocked' };
    const evaluations = await readEvaluations(database, organizationId, month);
    return [evaluations, level, await database.auditEntry.count({ where: audited })];
  };
  await vi.waitFor(async () => expect(await readWritten()).toEqual([5, 'blocked', 1]), 10_000);
});

test('batches are remembered for a week', async () => {
  const { organizationId } = key;
  const usage = [{ organizationId, month: '2026-01', evaluations: 1 }];
  const ctx = createTestContext(database);
  const boot = crypto.randomUUID();
  const nowMs = Date.parse('2026-01-08T00:00:00Z');
  for (const [n, at] of ['2025-12-31T23:59:59Z', '2026-01-01T00:00:00Z'].entries()) {
    const then = { ...ctx, now: () => new Date(at) };
    await addUsage(then, { node: 'a', boot, n, usage });
  }
  expect(await removeOldBatches(database, nowMs)).toBe(1);
  expect(await database.processedBatch.findMany({ where: { boot } })).toMatchObject([{ n: 1 }]);
});
