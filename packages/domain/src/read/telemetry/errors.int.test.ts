import { randomInt } from 'node:crypto';

import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import { createShop, type Shop } from '../../fixtures/shop.ts';
import { useDatabase } from '../../fixtures/use-database.ts';
import { createFlag } from '../../flags/create.ts';
import { readFlagErrors, type FlagErrorsInput } from './errors.ts';

const domain = useDatabase();

const now = new Date('2026-11-23T12:34:56.789Z');
const hourMs = 3_600_000;
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * hourMs);
const hourOf = (at: Date): Date => new Date(Math.floor(at.getTime() / hourMs) * hourMs);
const dayOf = (at: Date): Date => new Date(at.toISOString().slice(0, 10));

let shop: Shop;

const createKeyed = async (key: string): Promise<string> =>
  (await createFlag(domain.ctx, { ...shop, key, fields: { name: key } })).id;

const read = (name: string, asked: Partial<FlagErrorsInput> = {}) => {
  const { organizationId } = shop;
  const usual = { organizationId, name, time_range: '7d', limit: 50 } as const;
  return readFlagErrors(domain.database, { ...usual, ...asked }, now);
};

interface Written {
  flagId: string;
  fingerprint: string;
  environment: string;
  at: Date;
  flagState: 'on' | 'off' | 'unknown';
  count: number;
}

/** Writes how many errors there were at a time, and one of them in full, each in a slot of its own. */
async function write(errors: readonly Written[]): Promise<void> {
  const { database } = domain;
  for (const [slot, { at, count, flagId, fingerprint, ...said }] of errors.entries()) {
    const group = { ...shop, flagId, fingerprint };
    const place = { organizationId: shop.organizationId, flagId, fingerprint };
    const common = { ...group, ...said, reporter: 'public' as const };
    const counted = { ...common, hour: hourOf(at) };
    await database.errorCount.upsert({
      where: {
        organizationId_flagId_hour_environment_applicationId_fingerprint_flagState_reporter:
          counted,
      },
      create: { ...counted, count },
      update: { count: { increment: count } },
    });
    const seen = { type: fingerprint, message: `first of ${fingerprint}`, recordedOn: dayOf(at) };
    await database.errorGroup.upsert({
      where: { organizationId_flagId_fingerprint: place },
      create: { ...place, ...seen, firstSeenAt: at, lastSeenAt: at, recorded: 1 },
      update: { lastSeenAt: at },
    });
    const event = { ...common, slot, recordedOn: dayOf(at), occurredAt: at };
    await database.errorEvent.create({ data: { ...event, type: fingerprint, message: `${slot}` } });
  }
}

beforeAll(async () => {
  shop = await createShop(domain.ctx);
});

test('an error is told as it was reported, what is not known of it left out', async () => {
  const flagId = await createKeyed('told');
  const common = { ...shop, flagId, fingerprint: 'f', slot: 1, recordedOn: dayOf(now) };
  const data = { ...common, environment: 'production', type: 'TypeError', message: 'm' };
  const [later, earlier] = [hoursAgo(1), hoursAgo(2)];
  const known = { stack: 'at x', traceId: 't', user: 'u', flagState: 'on', reporter: 'trusted' };
  await domain.database.errorEvent.createMany({
    data: [
      { ...data, ...known, reporter: 'trusted', occurredAt: earlier },
      { ...data, slot: 2, flagState: 'unknown', reporter: 'public', occurredAt: later },
    ],
  });
  const told = {
    type: 'TypeError',
    message: 'm',
    fingerprint: 'f',
    environment: 'production',
    application_id: shop.applicationId,
  };
  expect((await read('told')).errors).toEqual([
    { ...told, flag_enabled: null, reporter: 'public', occurred_at: later.toISOString() },
    {
      ...told,
      flag_enabled: true,
      stack_trace: 'at x',
      trace_id: 't',
      user_hash: 'u',
      reporter: 'trusted',
      occurred_at: earlier.toISOString(),
    },
  ]);
});

test('kinds are told by their numbers, a hundred at most, and all are in the total', async () => {
  const flagId = await createKeyed('kinds');
  const kinds = Array.from({ length: 101 }, (_, n) => `kind ${n}`);
  const error = { flagId, environment: 'production', at: hoursAgo(3), flagState: 'on' } as const;
  await write(kinds.map((fingerprint, n) => ({ ...error, fingerprint, count: n + 1 })));
  const { groups, total } = await read('kinds');
  expect(groups.map(({ count }) => count)).toEqual(Array.from({ length: 100 }, (_, n) => 101 - n));
  expect(total).toBe((101 * 102) / 2);
});

const ranges = { '1h': 1, '24h': 24, '7d': 168, '30d': 720, '90d': 2_160 } as const;
type Range = keyof typeof ranges;

const written = fc.array(
  fc.record({
    fingerprint: fc.constantFrom('a', 'b', '(other)'),
    environment: fc.constantFrom('production', 'staging'),
    flagState: fc.constantFrom('on' as const, 'off', 'unknown'),
    count: fc.integer({ min: 1, max: 9 }),
    // Around where ranges begin.
    at: fc
      .tuple(
        fc.constantFrom(0, ...Object.values(ranges)),
        fc.double({ min: -1.5, max: 1.5, noNaN: true }),
      )
      .map(([hours, more]) => hoursAgo(Math.max(0, hours + more))),
  }),
  { maxLength: 15 },
);

const sample = fc.record({
  written,
  time_range: fc.constantFrom(...(Object.keys(ranges) as Range[])),
  environment: fc.option(fc.constantFrom('production', 'staging'), { nil: undefined }),
  fingerprint: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
  limit: fc.constantFrom(2, 50),
});
type Sample = typeof sample extends fc.Arbitrary<infer T> ? T : never;

async function checkErrors({ written: given, ...asked }: Sample): Promise<void> {
  const flagId = await createKeyed(`k${domain.ctx.newId().replaceAll('-', '')}`);
  const errors = given.map((error) => ({ flagId, ...error }));
  await write(errors);
  const startMs = hourOf(hoursAgo(ranges[asked.time_range])).getTime();
  const meant = errors
    .filter(({ at }) => at.getTime() >= startMs)
    .filter(({ environment }) => [undefined, environment].includes(asked.environment))
    .filter(({ fingerprint }) => [undefined, fingerprint].includes(asked.fingerprint));
  const sum = (some: readonly Written[]) => some.reduce((all, { count }) => all + count, 0);
  const told = await read(flagId, asked);
  const kinds = [...new Set(meant.map(({ fingerprint }) => fingerprint))];
  expect([told.flag_id, told.time_range, told.total]).toEqual([
    flagId,
    asked.time_range,
    sum(meant),
  ]);
  expect(
    Object.fromEntries(told.groups.map(({ fingerprint, count }) => [fingerprint, count])),
  ).toEqual(
    Object.fromEntries(
      kinds.map((kind) => [kind, sum(meant.filter(({ fingerprint }) => fingerprint === kind))]),
    ),
  );
  for (const { fingerprint, environments } of told.groups) {
    const where = meant.filter((error) => error.fingerprint === fingerprint);
    const named = where.map(({ environment }) => environment);
    expect(environments).toEqual([...new Set(named)].toSorted());
  }
  const times = meant
    .map(({ at }) => at.toISOString())
    .toSorted()
    .toReversed();
  expect(told.errors.map(({ occurred_at }) => occurred_at)).toEqual(times.slice(0, asked.limit));
}

describe('errors are those of the range, the newest first', () => {
  test.each([20_261_123, randomInt(2 ** 31)])('whatever was reported (seed %i)', (seed) =>
    fc.assert(fc.asyncProperty(sample, checkErrors), { seed, numRuns: 10 }),
  );
});
