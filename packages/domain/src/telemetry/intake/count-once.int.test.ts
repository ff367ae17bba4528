import { expect, test, vi } from 'vitest';

import { createTelemetryBatch } from '../../fixtures/create-telemetry-batch.ts';
import { useDomain } from '../../fixtures/use-domain.ts';
import { advanceEventGeneration } from './advance-generation.ts';
import { createIntake } from './create-intake.ts';

const hourMs = 3_600_000;
let nowMs = 0;
const domain = useDomain({ now: () => new Date(nowMs) });

/** Takes in an event with an id that was received at a time, in the generation of the present day. */
async function receive(
  flagId: string,
  time: string,
  digest: string,
  nowIs: string = time,
): Promise<void> {
  nowMs = Date.parse(nowIs);
  await advanceEventGeneration(domain.ctx);
  const batch = createTelemetryBatch(domain.shop, flagId, Date.parse(time));
  const [evaluation] = batch.evaluations;
  const evaluations = [{ ...evaluation!, digest }];
  await createIntake(domain.ctx).recordTelemetry([{ ...batch, errors: [], evaluations }]);
}

async function counted(flagId: string): Promise<number> {
  const rows = await domain.database.flagCount.findMany({ where: { flagId } });
  return rows.reduce((sum, { count }) => sum + Number(count), 0);
}

test('an id counts once within a day of receipt, across midnight, and again after it', async () => {
  const flagId = crypto.randomUUID();
  const digest = 'a'.repeat(32);
  await receive(flagId, '2030-03-01T20:00:00Z', digest);
  await receive(flagId, '2030-03-01T23:59:59Z', digest);
  expect(await counted(flagId)).toBe(1);
  await receive(flagId, '2030-03-02T19:59:59Z', digest);
  expect(await counted(flagId)).toBe(1);
  await receive(flagId, '2030-03-02T20:00:01Z', digest);
  expect(await counted(flagId)).toBe(2);
  await receive(flagId, '2030-03-03T19:00:00Z', digest);
  expect(await counted(flagId)).toBe(2);
});

test('of two events with one id in one call the first counts', async () => {
  const flagId = crypto.randomUUID();
  nowMs = Date.parse('2030-03-04T12:00:00Z');
  const one = createTelemetryBatch(domain.shop, flagId, nowMs);
  const digest = 'c'.repeat(32);
  const evaluations = [true, false].map((result) => ({ ...one.evaluations[0]!, result, digest }));
  const again = structuredClone(evaluations);
  const other = { ...createTelemetryBatch(domain.shop, flagId, nowMs), evaluations: again };
  await createIntake(domain.ctx).recordTelemetry([{ ...one, evaluations }, other]);
  const rows = await domain.database.flagCount.findMany({ where: { flagId } });
  expect(rows).toMatchObject([{ result: true, count: 1n }]);
});

test('an id counts once within a day of receipt where it is taken in days later', async () => {
  const flagId = crypto.randomUUID();
  const [one, other] = ['d'.repeat(32), 'e'.repeat(32)];
  await receive(flagId, '2030-03-10T12:00:00Z', one);
  await receive(flagId, '2030-03-16T12:00:00Z', other);
  expect(await counted(flagId)).toBe(2);
  const replayedAt = '2030-03-17T12:00:00Z';
  await receive(flagId, '2030-03-11T11:00:00Z', one, replayedAt);
  expect(await counted(flagId)).toBe(2);
  await receive(flagId, '2030-03-11T11:00:00Z', other, replayedAt);
  expect(await counted(flagId)).toBe(3);
});

test('a generation is advanced once those who write to the one before have ended', async () => {
  const { database } = domain;
  nowMs = Date.parse('2031-01-01T12:00:00Z');
  await advanceEventGeneration(domain.ctx);
  nowMs += 24 * hourMs;
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  let isAdvanced = false;
  let advancing: Promise<void> | undefined;
  const writing = database.$transaction(async (db) => {
    await db.$queryRaw`SELECT generation FROM event_generation FOR SHARE`;
    advancing = advanceEventGeneration(domain.ctx).then(() => void (isAdvanced = true));
    await ended;
  });
  const waiting = () => database.$queryRaw<unknown[]>`
    SELECT FROM pg_stat_activity
    WHERE wait_event_type = 'Lock' AND query LIKE '%UPDATE event_generation%'
      AND datname = current_database()`;
  await vi.waitFor(async () => expect(await waiting()).toHaveLength(1), 5_000);
  expect(isAdvanced).toBe(false);
  end();
  await writing;
  await advancing;
  const [row] = await database.eventGeneration.findMany();
  expect(row!.generation.toISOString().slice(0, 10)).toBe('2031-01-02');
});

test('a generation never goes back', async () => {
  nowMs = Date.parse('2020-01-01T12:00:00Z');
  await advanceEventGeneration(domain.ctx);
  const [row] = await domain.database.eventGeneration.findMany();
  expect(row!.generation.getUTCFullYear()).toBeGreaterThan(2020);
});
