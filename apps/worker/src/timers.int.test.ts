import { dayAt } from '@halyard/contracts';
import { createFlag, createOrganization, deleteOrganization, toggleFlag } from '@halyard/domain';
import { createIntake, mergePendingUsers } from '@halyard/domain/telemetry';
import { addUsage, createTelemetryBatch } from '@halyard/domain/testing';
import { beforeAll, expect, test, vi } from 'vitest';

import { removeOldBatches } from './remove-old-batches.ts';
import { removeOldTelemetry, removeTelemetryOfTheGone } from './telemetry/remove-old.ts';
import { createWorkerKit, type WorkerKit } from './testing/worker-kit.ts';
import { removeOldDays } from './usage/remove-old-days.ts';

const dayMs = 86_400_000;

let kit: WorkerKit;

beforeAll(async () => {
  kit = await createWorkerKit();
  return kit.close;
});

test('a prerequisite’s change becomes a derived change of the flags that need it', async () => {
  const { ctx } = kit;
  const { organizationId } = kit.key;
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
    kit.database.change.findFirst({ where: { organizationId, kind: 'derived' } });
  await vi.waitFor(async () => {
    expect(await findDerived()).toMatchObject({ document: { flag_ids: [top.id] } });
  }, 10_000);
});

test('a flag that begins is told of, and one that has ended is turned off', async () => {
  const { ctx } = kit;
  const { organizationId } = kit.key;
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
    const derived = await kit.database.change.findMany({
      where: { organizationId, kind: 'derived' },
    });
    expect(derived.map(({ document }) => document)).toContainEqual({ flag_ids: [begins.id] });
    expect(await kit.database.flag.findFirst({ where: { id } })).toMatchObject({
      definition: { environments: { production: { enabled: false } } },
    });
  }, 10_000);
});

test('batches are remembered for a week', async () => {
  const { organizationId } = kit.key;
  const usage = [{ organizationId, day: '2026-01-01', evaluations: 1 }];
  const { ctx } = kit;
  const boot = crypto.randomUUID();
  const nowMs = Date.parse('2026-01-08T00:00:00Z');
  for (const [n, at] of ['2025-12-31T23:59:59Z', '2026-01-01T00:00:00Z'].entries()) {
    const then = { ...ctx, now: () => new Date(at) };
    await addUsage(then, { node: 'a', boot, n, usage });
  }
  expect(await removeOldBatches(kit.database, nowMs)).toBe(1);
  expect(await kit.database.processedBatch.findMany({ where: { boot } })).toMatchObject([{ n: 1 }]);
});

test('a day’s usage is kept for 400 days', async () => {
  const { organizationId } = kit.key;
  const usage = ['2025-01-01', '2025-01-02'].map((day) => ({
    organizationId,
    day,
    evaluations: 1,
  }));
  await addUsage(kit.ctx, { node: 'a', boot: crypto.randomUUID(), n: 1, usage });
  expect(await removeOldDays(kit.database, Date.parse('2026-02-06T23:59:59Z'))).toBe(1);
  const before = { lt: new Date('2026-01-01') };
  const left = await kit.database.dailyUsage.findMany({ where: { organizationId, day: before } });
  expect(left.map(({ day }) => dayAt(day.getTime()))).toEqual(['2025-01-02']);
});

test('of telemetry what is old goes, and what is of an organization that is gone', async () => {
  const { ctx, database, key } = kit;
  const nowMs = Date.parse('2026-06-30T12:00:00Z');
  const then = { ...ctx, now: () => new Date(nowMs) };
  const gone = await createOrganization(then, { name: 'Gone' });
  const flagId = crypto.randomUUID();
  for (const organizationId of [gone.id, key.organizationId]) {
    const applicationId = crypto.randomUUID();
    const batch = createTelemetryBatch({ organizationId, applicationId }, flagId, nowMs);
    await createIntake(then).recordTelemetry([batch]);
  }
  await mergePendingUsers(then);
  const count = async () => ({
    flags: await database.flagCount.count({ where: { flagId } }),
    users: await database.hourlyUsers.count({ where: { flagId } }),
    names: await database.countedName.count({ where: { flagId } }),
    groups: await database.errorGroup.count({ where: { flagId } }),
  });
  expect(await count()).toEqual({ flags: 2, users: 6, names: 6, groups: 2 });

  await deleteOrganization(then, { organizationId: gone.id, confirm: 'Gone' });
  await removeTelemetryOfTheGone(database);
  expect(await count()).toEqual({ flags: 1, users: 3, names: 3, groups: 1 });

  await removeOldTelemetry(database, nowMs + 3 * dayMs);
  expect(await count()).toEqual({ flags: 1, users: 3, names: 0, groups: 1 });
  await removeOldTelemetry(database, nowMs + 91 * dayMs);
  expect(await count()).toEqual({ flags: 1, users: 3, names: 0, groups: 0 });
});

test('what is old goes in batches, none of which waits for whoever holds a row', async () => {
  const { database } = kit;
  await database.$executeRaw`INSERT INTO ingested_batch (id, ingested_at)
    SELECT gen_random_uuid(), '2026-01-01T00:00:00Z' FROM generate_series(1, 5002)`;
  const weekLaterMs = Date.parse('2026-01-08T00:00:01Z');
  await database.$transaction(async (db) => {
    await db.$queryRaw`SELECT FROM ingested_batch WHERE ingested_at = '2026-01-01T00:00:00Z'
      LIMIT 1 FOR UPDATE`;
    expect(await removeOldTelemetry(database, weekLaterMs)).toBe(5_001);
  });
  expect(await removeOldTelemetry(database, weekLaterMs)).toBe(1);
});
