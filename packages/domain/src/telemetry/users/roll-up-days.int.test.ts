import { hash } from 'node:crypto';

import type { TelemetryBatch } from '@halyard/contracts';
import { expect, test } from 'vitest';

import { createTelemetryBatch } from '../../fixtures/create-telemetry-batch.ts';
import { useDomain } from '../../fixtures/use-domain.ts';
import { readUniqueUsers } from '../../read/telemetry/unique-users.ts';
import { createIntake } from '../intake/create-intake.ts';
import { mergePendingUsers } from './merge-pending.ts';
import { rollUpDays } from './roll-up-days.ts';

const hourMs = 3_600_000;
let nowMs = Date.parse('2026-11-20T00:30:00Z');
const domain = useDomain({ now: () => new Date(nowMs) });

const userOf = (n: number): string => hash('sha256', `user ${n}`).slice(0, 16);

/** An hour's evaluations by users from one number to another, the even ones of whom it is on for. */
function hourOf(flagId: string, atMs: number, from: number, to: number): TelemetryBatch {
  const batch = createTelemetryBatch(domain.shop, flagId, atMs);
  const users = Array.from({ length: to - from }, (_, index) => from + index);
  return {
    ...batch,
    errors: [],
    unknownFlags: [],
    evaluations: users.map((n) => ({
      flagId,
      environment: 'production',
      atMs,
      result: n % 2 === 0,
      user: userOf(n),
    })),
  };
}

test('hours become days after two days, and users who come on many are one each all the while', async () => {
  const flagId = crypto.randomUUID();
  const startMs = Date.parse('2026-11-20T00:00:00Z');
  const intake = createIntake(domain.ctx);
  // Each hour of four days half of the users are those of the hour before.
  for (let hour = 0; hour < 96; hour++) {
    nowMs = startMs + hour * hourMs + 1;
    await intake.recordTelemetry([hourOf(flagId, nowMs, hour * 5, hour * 5 + 10)]);
  }
  await mergePendingUsers(domain.ctx);
  const query = {
    organizationId: domain.shop.organizationId,
    flagId,
    from: new Date(startMs),
    until: new Date(nowMs),
  };
  const read = () => readUniqueUsers(domain.database, query);
  const expected = { trusted: { total: 485, enabled: 243 } };
  expect(await read()).toEqual(expected);

  const { database } = domain;
  const where = { where: { flagId } };
  expect(await rollUpDays(domain.ctx)).toBe(2 * 24);
  expect(await database.hourlyUsers.count(where)).toBe(2 * 72);
  expect(await database.dailyUsers.count(where)).toBe(2);
  expect(await read()).toEqual(expected);

  // Two workers at once, a day later.
  nowMs += 24 * hourMs;
  const rolledUp = await Promise.all([rollUpDays(domain.ctx), rollUpDays(domain.ctx)]);
  expect(rolledUp[0] + rolledUp[1]).toBe(2 * 24);
  expect(await read()).toEqual(expected);

  // What comes for a day that was rolled up is merged into it.
  await intake.recordTelemetry([hourOf(flagId, startMs + 1, 1_000, 1_010)]);
  await mergePendingUsers(domain.ctx);
  await rollUpDays(domain.ctx);
  expect(await database.dailyUsers.count(where)).toBe(2 * 2);
  expect(await read()).toEqual({ trusted: { total: 495, enabled: 248 } });
});
