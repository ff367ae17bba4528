import { hash } from 'node:crypto';

import type { ReportedError, ReportedEvaluation, TelemetryBatch } from '@halyard/contracts';
import { decodeUsers, estimateUsers } from '@halyard/sketches';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { useDatabase } from '../../fixtures/use-database.ts';
import { createOrganization } from '../../organizations/create.ts';
import { mergePendingUsers } from '../users/merge-pending.ts';
import { createIntake } from './create-intake.ts';

const hourMs = 3_600_000;
const nowMs = Date.parse('2026-11-22T12:30:00Z');
const domain = useDatabase({ now: () => new Date(nowMs) });

const pick = <T>(...values: T[]) => fc.constantFrom(...values);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** Of few values each, so that events meet in rows. */
const event = fc.record({
  flag: pick(0, 1),
  environment: pick('production', '(other)'),
  hoursAgo: pick(0, 1, 23),
  variation: maybe(pick('a', 'b')),
  result: fc.boolean(),
  user: maybe(fc.nat(6)),
  country: maybe(pick('DE', 'US')),
  city: maybe(pick('Berlin', 'Boston')),
  language: maybe(pick('de', 'en')),
});
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

const error = fc.record({
  flag: pick(0, 1),
  hoursAgo: pick(0, 23),
  enabled: maybe(fc.boolean()),
  kind: pick('a', 'b'),
});
type Failure = typeof error extends fc.Arbitrary<infer E> ? E : never;

const idCount = 9;

const request = fc.record({
  application: pick(0, 1),
  /** One without an id, or the id of one that every application has. */
  events: fc.array(fc.oneof(event, fc.nat(idCount - 1)), { maxLength: 12 }),
  errors: fc.array(error, { maxLength: 5 }),
  unknown: fc.array(pick('new', 'old'), { maxLength: 2 }),
});
type Request = typeof request extends fc.Arbitrary<infer R> ? R : never;

/** Requests, and in which order their jobs come: all of them, some again, several at once. */
const traffic = fc.array(request, { minLength: 1, maxLength: 6 }).chain((requests) => {
  const numbers = requests.map((_, index) => index);
  return fc.record({
    requests: fc.constant(requests),
    identified: fc.array(event, { minLength: idCount, maxLength: idCount }),
    again: fc.array(fc.constantFrom(...numbers), { maxLength: 4 }),
    atOnce: fc.integer({ min: 1, max: 4 }),
  });
});

const hex = (n: number, digits: number): string => n.toString(16).padStart(digits, '0');

interface Tenant {
  organizationId: string;
  applications: string[];
  flags: string[];
  identified: Event[];
}

/** Of each application. */
const reporters = ['trusted', 'public'] as const;

function toReported(tenant: Tenant, given: Event | number, digests: string): ReportedEvaluation {
  const digest = typeof given === 'number' ? digests + hex(given, 8) : undefined;
  const { flag, hoursAgo, user, environment, result, ...rest } =
    typeof given === 'number' ? tenant.identified[given]! : given;
  const named = Object.entries({ ...rest, digest }).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(named),
    flagId: tenant.flags[flag]!,
    environment,
    result,
    atMs: nowMs - hoursAgo * hourMs,
    ...(user !== undefined && { user: hash('sha256', `user ${user}`).slice(0, 16) }),
  };
}

const toError = ({ flags }: Tenant, { flag, hoursAgo, enabled, kind }: Failure): ReportedError => ({
  flagId: flags[flag]!,
  environment: 'production',
  atMs: nowMs - hoursAgo * hourMs,
  ...(enabled !== undefined && { enabled }),
  type: 'TypeError',
  message: kind,
  fingerprint: kind.repeat(16),
});

function toBatch(
  tenant: Tenant,
  { application, events, errors, unknown }: Request,
): TelemetryBatch {
  const applicationId = tenant.applications[application]!;
  const digests = applicationId.replaceAll('-', '').slice(0, 24);
  return {
    id: crypto.randomUUID(),
    organizationId: tenant.organizationId,
    applicationId,
    reporter: reporters[application]!,
    receivedAtMs: nowMs,
    evaluations: events.map((given) => toReported(tenant, given, digests)),
    errors: errors.map((given) => toError(tenant, given)),
    unknownFlags: [...new Set(unknown)].map((key) => ({ key, count: 1 })),
  };
}

interface Recount {
  flag: Map<string, number>;
  place: Map<string, number>;
  language: Map<string, number>;
  error: Map<string, number>;
  unknown: Map<string, number>;
  /** How many different users each row has. */
  users: Map<string, number>;
}

const hourOf = (atMs: number): string => new Date(atMs - (atMs % hourMs)).toISOString();

/** What must be there: every event whose id is new, told apart by nothing but a list. */
function recount(batches: readonly TelemetryBatch[]): Recount {
  const rows: Record<keyof Omit<Recount, 'users'>, string[]> = {
    flag: [],
    place: [],
    language: [],
    error: [],
    unknown: [],
  };
  const askers: [row: string, user: string][] = [];
  const seen = new Set<string>();
  for (const { applicationId, reporter, evaluations, errors, unknownFlags } of batches) {
    rows.unknown.push(...unknownFlags.map(({ key }) => `${applicationId}|${key}`));
    for (const { flagId, atMs, environment, fingerprint, enabled } of errors) {
      const state = enabled === undefined ? 'unknown' : enabled ? 'on' : 'off';
      rows.error.push(
        [flagId, hourOf(atMs), environment, applicationId, reporter, fingerprint, state].join('|'),
      );
    }
    for (const one of evaluations) {
      if (one.digest !== undefined && seen.has(one.digest)) continue;
      if (one.digest !== undefined) seen.add(one.digest);
      const of = [one.flagId, hourOf(one.atMs), one.environment, applicationId, reporter];
      const add = (kind: 'flag' | 'place' | 'language', sketch: string, ...names: string[]) => {
        rows[kind].push([...of, ...names].join('|'));
        if (one.user) askers.push([[...of, sketch, ...names].join('|'), one.user]);
      };
      add('flag', 'variation', one.variation ?? '', String(one.result));
      if (one.country) add('place', 'place', one.country, one.city ?? '');
      if (one.language) add('language', 'language', one.language);
    }
  }
  const unique = new Set(askers.map(([row, user]) => `${row}#${user}`));
  return {
    flag: countEach(rows.flag),
    place: countEach(rows.place),
    language: countEach(rows.language),
    error: countEach(rows.error),
    unknown: countEach(rows.unknown),
    users: countEach([...unique].map((one) => one.split('#')[0]!)),
  };
}

function countEach(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return sorted(counts);
}

const sorted = (counts: Map<string, number>): Map<string, number> =>
  new Map([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));

interface KeyColumns {
  flagId: string;
  hour: Date;
  environment: string;
  applicationId: string;
  reporter: string;
}

async function readCounts(organizationId: string): Promise<Recount> {
  const { database } = domain;
  const all = { where: { organizationId } };
  const of = (row: KeyColumns) =>
    [row.flagId, row.hour.toISOString(), row.environment, row.applicationId, row.reporter].join(
      '|',
    );
  const read = <R>(rows: R[], name: (row: R) => string, count: (row: R) => number | bigint) =>
    sorted(new Map(rows.map((row) => [name(row), Number(count(row))])));
  const counted = ({ count }: { count: bigint }) => count;
  return {
    flag: read(
      await database.flagCount.findMany(all),
      (row) => `${of(row)}|${row.variation}|${row.result}`,
      counted,
    ),
    place: read(
      await database.placeCount.findMany(all),
      (row) => `${of(row)}|${row.country}|${row.city}`,
      counted,
    ),
    language: read(
      await database.languageCount.findMany(all),
      (row) => `${of(row)}|${row.language}`,
      counted,
    ),
    error: read(
      await database.errorCount.findMany(all),
      (row) => `${of(row)}|${row.fingerprint}|${row.flagState}`,
      counted,
    ),
    unknown: read(
      await database.unknownFlag.findMany(all),
      ({ applicationId, key }) => `${applicationId}|${key}`,
      counted,
    ),
    users: read(
      await database.hourlyUsers.findMany(all),
      (row) =>
        [of(row), row.kind, row.name, ...(row.kind === 'language' ? [] : [row.detail])].join('|'),
      ({ sketch }) => estimateUsers(decodeUsers(sketch)),
    ),
  };
}

test('every count equals a recount of the events, however often and in whatever order jobs come', async () => {
  const property = fc.asyncProperty(traffic, async ({ requests, identified, again, atOnce }) => {
    const { id: organizationId } = await createOrganization(domain.ctx, { name: 'One' });
    const ids = Array.from({ length: 4 }, () => crypto.randomUUID() as string);
    const [applications, flags] = [ids.slice(0, 2), ids.slice(2)];
    const tenant = { organizationId, applications, flags, identified };
    const batches = requests.map((given) => toBatch(tenant, given));
    const jobs = [...batches, ...again.map((index) => batches[index]!)];
    // Two workers, each of which takes in some at once.
    const workers = [createIntake(domain.ctx), createIntake(domain.ctx)];
    for (let at = 0; at < jobs.length; at += 2 * atOnce) {
      const parts = [jobs.slice(at, at + atOnce), jobs.slice(at + atOnce, at + 2 * atOnce)];
      await Promise.all(parts.map((part, n) => workers[n]!.recordTelemetry(part)));
      await mergePendingUsers(domain.ctx);
    }
    expect(await readCounts(organizationId)).toEqual(recount(batches));
  });
  await fc.assert(property, { numRuns: 40 });
});

test('of more events than one transaction is given, what came before a failure stays', async () => {
  const { id: organizationId } = await createOrganization(domain.ctx, { name: 'One' });
  const [application, ...flags] = Array.from({ length: 3 }, () => crypto.randomUUID() as string);
  const tenant = { organizationId, applications: [application!], flags, identified: [] };
  const one = { flag: 0, environment: 'production', hoursAgo: 0, result: true } as Event;
  const many = { application: 0, events: Array.from({ length: 16_000 }, () => one), errors: [] };
  const good = toBatch(tenant, { ...many, unknown: [] });
  const bad = toBatch(tenant, { ...many, unknown: ['\0'] });
  const intake = createIntake(domain.ctx);
  const counted = async () => [...(await readCounts(organizationId)).flag.values()];
  await expect(intake.recordTelemetry([good, bad])).rejects.toThrow('0x00');
  expect(await counted()).toEqual([16_000]);
  await intake.recordTelemetry([good, { ...bad, unknownFlags: [] }]);
  expect(await counted()).toEqual([32_000]);
});
