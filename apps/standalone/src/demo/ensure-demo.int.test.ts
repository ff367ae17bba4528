import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { compile, evaluate, findBroken, type CompiledDataSet } from '@halyard/core';
import { regex } from '@halyard/core/re2js';
import {
  createDatabase,
  toFlagDocument,
  toSegmentDocument,
  type Database,
} from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import type { Context } from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';
import { beforeEach, expect, inject, test } from 'vitest';

import { ensureDemo } from './ensure-demo.ts';
import { demoFlags } from './flags.ts';

let database: Database;
let ctx: Context;
let file: string;

beforeEach(async () => {
  const { url, drop } = await createTestDatabase(inject('postgresUrl'));
  database = createDatabase({ url, maxConnections: 2 });
  ctx = createTestContext(database);
  const folder = await mkdtemp(join(tmpdir(), 'halyard-demo-'));
  file = join(folder, 'keys.json');
  return async () => {
    await database.$disconnect();
    await drop();
    await rm(folder, { recursive: true });
  };
});

const countChanges = () => database.change.count();

async function load(): Promise<CompiledDataSet> {
  const flags = await database.flag.findMany();
  const segments = await database.segment.findMany({ include: { members: true } });
  return compile(
    {
      flags: flags.map(toFlagDocument),
      segments: segments.map((segment) => ({
        ...toSegmentDocument(segment),
        included: segment.members.map(({ identifier }) => identifier),
      })),
    },
    { regex },
  );
}

test('the demo has every flag, none of them broken, and two keys', async () => {
  const keys = await ensureDemo(ctx, file);
  expect(keys).toEqual({
    sdk: expect.stringMatching(/^sdk_demo_/),
    server: expect.stringMatching(/^srv_demo_/),
  });
  const dataSet = await load();
  expect(dataSet.byId.size).toBe(demoFlags.length);
  expect(findBroken(dataSet)).toEqual([]);
});

test('the demo’s flags tell people apart', async () => {
  await ensureDemo(ctx, file);
  const dataSet = await load();
  const applications = await database.application.findMany();
  const ask = (application: string, flagKey: string, context: object) =>
    evaluate(dataSet, {
      applicationId: applications.find(({ name }) => name === application)!.id,
      flagKey,
      environment: 'production',
      context,
      now: Date.parse('2026-12-01T00:00:00Z'),
    });
  const inShop = (flagKey: string, context: object) => ask('Web shop', flagKey, context);
  expect(inShop('order-history', { user_id: 'user-123' })).toMatchObject({ enabled: true });
  expect(inShop('order-history', { user_id: 'somebody' })).toMatchObject({ enabled: false });
  expect(inShop('cookie-notice', { geolocation: { country: 'DE' } })).toMatchObject({
    enabled: true,
  });
  expect(inShop('cookie-notice', { geolocation: { country: 'US' } })).toMatchObject({
    enabled: false,
  });
  expect(inShop('winter-sale', {})).toMatchObject({ enabled: false, reason: 'SCHEDULED' });
  expect(inShop('summer-theme', {})).toMatchObject({ found: false, reason: 'FLAG_ARCHIVED' });
  const attributes = { email: 'a@shop.example' };
  expect(ask('Mobile app', 'reminders-per-week', { attributes })).toMatchObject({
    configuration: { value: 1 },
  });
  expect(ask('Mobile app', 'maintenance', {})).toMatchObject({ enabled: false });
});

test('a second start changes nothing and gives the same keys', async () => {
  const keys = await ensureDemo(ctx, file);
  const changes = await countChanges();
  expect(await ensureDemo(ctx, file)).toEqual(keys);
  expect(await countChanges()).toBe(changes);
});

test('a start that was interrupted anywhere is completed by the next', async () => {
  let remaining = 0;
  const interrupted: Context = {
    ...ctx,
    now: () => {
      if (remaining-- <= 0) throw new Error('interrupted');
      return new Date();
    },
  };
  for (let attempt = 1; attempt < 12; attempt++) {
    remaining = 5 * attempt;
    await ensureDemo(interrupted, file).catch(() => undefined);
  }
  expect(await ensureDemo(ctx, file)).toBeDefined();
  expect(await database.flag.count()).toBe(demoFlags.length);
  expect(await database.flag.count({ where: { status: 'archived' } })).toBe(1);
});

test('a database that belongs to somebody is left alone', async () => {
  await ensureDemo(ctx, file);
  const changes = await countChanges();
  expect(await ensureDemo(ctx, `${file}.other`)).toBeUndefined();
  expect(await countChanges()).toBe(changes);
});
