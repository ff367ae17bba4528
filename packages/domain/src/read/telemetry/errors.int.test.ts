import { randomInt } from 'node:crypto';

import type { ClientReporter, FlagErrors, ReportedError } from '@halyard/contracts';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';

import { createShop, type Shop } from '../../fixtures/shop.ts';
import { useDatabase } from '../../fixtures/use-database.ts';
import { createFlag } from '../../flags/create.ts';
import { createIntake } from '../../telemetry/intake/create-intake.ts';
import { readFlagErrors, type FlagErrorsInput } from './errors.ts';

const now = new Date('2026-11-23T12:34:56.789Z');
const hourMs = 3_600_000;
const msAgo = (hours: number): number => now.getTime() - Math.round(hours * hourMs);

const domain = useDatabase({ now: () => now });

let shop: Shop;

beforeAll(async () => {
  shop = await createShop(domain.ctx);
});

type Said = Omit<ReportedError, 'flagId'>;

/** Makes a flag, of which these errors are reported at once; gives its id. */
async function report(errors: readonly Said[], reporter: ClientReporter = 'public') {
  const key = `k${crypto.randomUUID().replaceAll('-', '')}`;
  const { id: flagId } = await createFlag(domain.ctx, { ...shop, key, fields: { name: key } });
  const batch = { ...shop, id: crypto.randomUUID(), reporter, receivedAtMs: now.getTime() };
  const reported = { evaluations: [], unknownFlags: [] };
  const ofFlag = errors.map((error) => ({ ...error, flagId }));
  await createIntake(domain.ctx).recordTelemetry([{ ...batch, ...reported, errors: ofFlag }]);
  return flagId;
}

const read = (flagId: string, asked: Partial<FlagErrorsInput> = {}): Promise<FlagErrors> => {
  const { organizationId } = shop;
  const usual = { organizationId, name: flagId, time_range: '7d', limit: 50 } as const;
  return readFlagErrors(domain.database, { ...usual, ...asked }, now);
};

const fingerprintOf = (n: number): string => n.toString(16).padStart(16, '0');

test('an error is told as it was reported, what is not known of it left out', async () => {
  const common = { environment: 'production', type: 'TypeError', message: 'm' };
  const error = { ...common, fingerprint: fingerprintOf(1) };
  const known = { enabled: true, stack: 'at x', traceId: 't', user: 'a'.repeat(16) };
  const flagId = await report(
    [
      { ...error, ...known, atMs: msAgo(2) },
      { ...error, atMs: msAgo(1) },
    ],
    'trusted',
  );
  const told = { ...error, application_id: shop.applicationId, reporter: 'trusted' };
  const said = { flag_enabled: true, stack_trace: 'at x', trace_id: 't', user_hash: known.user };
  const [later, earlier] = [1, 2].map((hours) => new Date(msAgo(hours)).toISOString());
  const { errors, groups } = await read(flagId);
  expect(errors).toEqual([
    { ...told, flag_enabled: null, occurred_at: later },
    { ...told, ...said, occurred_at: earlier },
  ]);
  const { fingerprint, type, message } = error;
  const seen = { first_seen: earlier, last_seen: later };
  expect(groups).toEqual([
    { fingerprint, type, message, count: 2, environments: ['production'], ...seen },
  ]);
});

test('kinds come by their numbers, a hundred at most, and all are in the total', async () => {
  const counts = Array.from({ length: 101 }, (_, n) => (n % 3) + 1);
  const kindOf = (n: number): Said => ({
    fingerprint: fingerprintOf(n),
    environment: 'production',
    type: `${n}`,
    message: '',
    atMs: msAgo(3),
  });
  const errors = counts.flatMap((count, n) => Array.from({ length: count }, () => kindOf(n)));
  const { groups, total } = await read(await report(errors));
  const descending = counts.toSorted((one, other) => other - one);
  expect(groups.map(({ count }) => count)).toEqual(descending.slice(0, 100));
  expect(total).toBe(errors.length);
});

const ranges = { '1h': 1, '24h': 24, '7d': 168, '30d': 720, '90d': 2_160 } as const;
type Range = keyof typeof ranges;

const environment = fc.constantFrom('production', 'staging');
const fingerprint = fc.integer({ min: 1, max: 3 }).map(fingerprintOf);

const said: fc.Arbitrary<Said> = fc
  .record({
    fingerprint,
    environment,
    // Around where ranges begin.
    range: fc.constantFrom(0, ...Object.values(ranges)),
    more: fc.double({ min: -1.5, max: 1.5, noNaN: true }),
  })
  .map(({ range, more, ...error }) => ({
    ...error,
    type: 'Error',
    message: '',
    atMs: msAgo(Math.max(0, range + more)),
  }));

const sample = fc.record({
  errors: fc.array(said, { maxLength: 40 }),
  asked: fc.record({
    time_range: fc.constantFrom(...(Object.keys(ranges) as Range[])),
    environment: fc.option(environment, { nil: undefined }),
    fingerprint: fc.option(fingerprint, { nil: undefined }),
    limit: fc.constantFrom(2, 50),
  }),
});
type Sample = typeof sample extends fc.Arbitrary<infer T> ? T : never;

async function checkErrors({ errors, asked }: Sample): Promise<void> {
  const told = await read(await report(errors), asked);
  const startMs = Math.floor(msAgo(ranges[asked.time_range]) / hourMs) * hourMs;
  const meant = errors
    .filter(({ atMs }) => atMs >= startMs)
    .filter((error) => [undefined, error.environment].includes(asked.environment))
    .filter((error) => [undefined, error.fingerprint].includes(asked.fingerprint));
  expect(told.total).toBe(meant.length);
  const kinds = new Set(meant.map((error) => error.fingerprint));
  expect(new Set(told.groups.map((group) => group.fingerprint))).toEqual(kinds);
  for (const { environments, count, ...group } of told.groups) {
    const ofKind = meant.filter((error) => error.fingerprint === group.fingerprint);
    expect(count).toBe(ofKind.length);
    const named = new Set(ofKind.map((error) => error.environment));
    expect(environments).toEqual([...named].toSorted());
  }
  const times = meant.map(({ atMs }) => atMs).toSorted((one, other) => other - one);
  const newest = times.slice(0, asked.limit).map((atMs) => new Date(atMs).toISOString());
  expect(told.errors.map(({ occurred_at }) => occurred_at)).toEqual(newest);
}

test.each([20_261_123, randomInt(2 ** 31)])(
  'the errors of a range, its kinds and its total are what was reported (seed %i)',
  (seed) => fc.assert(fc.asyncProperty(sample, checkErrors), { seed, numRuns: 15 }),
);
