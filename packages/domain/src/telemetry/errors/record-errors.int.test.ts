import type { ReportedError, TelemetryBatch } from '@halyard/contracts';
import { expect, test } from 'vitest';

import { createTelemetryBatch } from '../../fixtures/create-telemetry-batch.ts';
import { useDomain } from '../../fixtures/use-domain.ts';
import { createIntake } from '../intake/create-intake.ts';

const nowMs = Date.parse('2026-11-22T12:30:00Z');
const domain = useDomain({ now: () => new Date(nowMs) });

const fingerprint = (n: number): string => n.toString(16).padStart(16, '0');

/** A batch of errors that differ in what is given. */
function batchOf(flagId: string, errors: Partial<ReportedError>[]): TelemetryBatch {
  const batch = createTelemetryBatch(domain.shop, flagId, nowMs);
  const [error] = batch.errors;
  return {
    ...batch,
    evaluations: [],
    unknownFlags: [],
    errors: errors.map((given) => ({ ...error!, ...given })),
  };
}

test('of a group and day the latest hundred are kept in full, and all are counted', async () => {
  const flagId = crypto.randomUUID();
  const intake = createIntake(domain.ctx);
  for (const from of [0, 70, 140]) {
    const messages = Array.from({ length: 70 }, (_, n) => ({ message: `number ${from + n}` }));
    await intake.recordTelemetry([batchOf(flagId, messages)]);
  }
  const kept = await domain.database.errorEvent.findMany({ where: { flagId } });
  const latest = Array.from({ length: 100 }, (_, n) => `number ${110 + n}`);
  expect(kept.map(({ message }) => message).toSorted()).toEqual(latest.toSorted());
  const [count, ...more] = await domain.database.errorCount.findMany({ where: { flagId } });
  expect(count).toMatchObject({ count: 210n, flagState: 'on' });
  expect(more).toEqual([]);
  expect(await domain.database.errorGroup.findMany({ where: { flagId } })).toMatchObject([
    { message: 'number 0', recorded: 210n },
  ]);
});

test('of one call only as many are kept as there are slots', async () => {
  const flagId = crypto.randomUUID();
  const messages = Array.from({ length: 250 }, (_, n) => ({ message: `number ${n}` }));
  await createIntake(domain.ctx).recordTelemetry([batchOf(flagId, messages)]);
  const kept = await domain.database.errorEvent.findMany({ where: { flagId } });
  expect(kept).toHaveLength(100);
  expect(kept.map(({ message }) => message)).toContain('number 249');
});

test('beyond 200 fingerprints of a flag and day errors are one group, counted all the same', async () => {
  const flagId = crypto.randomUUID();
  const intake = createIntake(domain.ctx);
  for (const from of [0, 150]) {
    const errors = Array.from({ length: 150 }, (_, n) => ({ fingerprint: fingerprint(from + n) }));
    await intake.recordTelemetry([batchOf(flagId, errors)]);
  }
  const groups = await domain.database.errorGroup.findMany({ where: { flagId } });
  expect(groups).toHaveLength(201);
  expect(groups.find((group) => group.fingerprint === '(other)')).toMatchObject({
    type: '(other)',
    recorded: 100n,
  });
  const { _sum } = await domain.database.errorCount.aggregate({
    where: { flagId },
    _sum: { count: true },
  });
  expect(_sum.count).toBe(300n);
});
