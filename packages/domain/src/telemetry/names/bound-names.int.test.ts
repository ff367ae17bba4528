import type { TelemetryBatch } from '@halyard/contracts';
import { expect, test } from 'vitest';

import { createTelemetryBatch } from '../../fixtures/create-telemetry-batch.ts';
import { useDomain } from '../../fixtures/use-domain.ts';
import { createIntake } from '../intake/create-intake.ts';
import { mergePendingUsers } from '../users/merge-pending.ts';

const nowMs = Date.parse('2026-11-22T12:30:00Z');
const domain = useDomain({ now: () => new Date(nowMs) });

const numbers = (length: number): number[] => Array.from({ length }, (_, n) => n);

/** A batch whose events come from cities and in languages that are all different. */
function inventive(flagId: string, events: number, name: string): TelemetryBatch {
  const batch = createTelemetryBatch(domain.shop, flagId, nowMs);
  const { digest: _, ...evaluation } = batch.evaluations[0]!;
  return {
    ...batch,
    errors: [],
    evaluations: numbers(events).map((n) => ({
      ...evaluation,
      city: `${name} ${n}`,
      language: `${name} ${n}`,
    })),
    unknownFlags: numbers(events).map((n) => ({ key: `${name}-${n}`, count: 1 })),
  };
}

test('what clients invent is counted, in so many rows at most, though two workers take it in', async () => {
  const flagId = crypto.randomUUID();
  const workers = [createIntake(domain.ctx), createIntake(domain.ctx)];
  for (const round of numbers(4)) {
    await Promise.all(
      workers.map((worker, n) => worker.recordTelemetry([inventive(flagId, 400, `${round}-${n}`)])),
    );
  }
  const { database } = domain;
  const where = { where: { flagId } };
  const places = await database.placeCount.findMany(where);
  const languages = await database.languageCount.findMany(where);
  const sum = (rows: { count: bigint }[]) =>
    rows.reduce((total, row) => total + Number(row.count), 0);
  expect([places.length, sum(places)]).toEqual([501, 3_200]);
  expect([languages.length, sum(languages)]).toEqual([101, 3_200]);
  const unknown = await database.unknownFlag.findMany({
    where: { applicationId: domain.shop.applicationId },
  });
  expect([unknown.length, sum(unknown)]).toEqual([1_001, 3_200]);
  await mergePendingUsers(domain.ctx);
  expect(await database.hourlyUsers.count(where)).toBe(1 + 501 + 101);
});

test('a key that is asked for again and again is listed, however many others are invented', async () => {
  const { applicationId } = domain.shop;
  const intake = createIntake(domain.ctx);
  for (const round of numbers(5)) {
    const batch = inventive(crypto.randomUUID(), 900, `round ${round}`);
    const unknownFlags = [{ key: 'misspelt', count: 2 }, ...batch.unknownFlags];
    await intake.recordTelemetry([{ ...batch, evaluations: [], unknownFlags }]);
  }
  const listed = await domain.database.unknownFlag.findMany({
    where: { applicationId },
    orderBy: { count: 'desc' },
    take: 2,
  });
  expect(listed).toMatchObject([
    { key: '(other)', count: 3_501n },
    { key: 'misspelt', count: 10n },
  ]);
});

test('names that are known are asked of the database no more', async () => {
  const flagId = crypto.randomUUID();
  const queries: string[] = [];
  const database = domain.database.$extends({
    query: {
      async $queryRaw({ args, query }) {
        queries.push(args.sql);
        return query(args);
      },
    },
  }) as unknown as typeof domain.database;
  const intake = createIntake({ ...domain.ctx, database });
  await intake.recordTelemetry([inventive(flagId, 3, 'same')]);
  expect(queries.some((text) => text.includes('counted_name'))).toBe(true);
  queries.length = 0;
  await intake.recordTelemetry([inventive(flagId, 3, 'same')]);
  expect(queries.filter((text) => text.includes('counted_name'))).toEqual([]);
});
