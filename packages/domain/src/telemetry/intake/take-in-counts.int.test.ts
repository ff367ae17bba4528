import { hash } from 'node:crypto';

import type { QueuePayload } from '@halyard/contracts';
import { decodeUsers, estimateUsers } from '@halyard/sketches';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { useDatabase } from '../../fixtures/use-database.ts';
import { createOrganization } from '../../organizations/create.ts';
import { mergePendingUsers } from '../users/merge-pending.ts';
import { createIntake } from './create-intake.ts';

type Batch = QueuePayload<'evaluation-counts'>;

const hourMs = 3_600_000;
const nowMs = Date.parse('2026-11-22T12:30:00Z');
const domain = useDatabase({ now: () => new Date(nowMs) });

const pick = <T>(...values: T[]) => fc.constantFrom(...values);

/** What rows have in common: few values each, so that they meet. */
const counted = {
  flag: pick(0, 1),
  environment: pick('production', '(other)'),
  hour: pick(0, 1),
  count: fc.integer({ min: 1, max: 1_000 }),
  users: fc.uniqueArray(fc.nat(9), { maxLength: 4 }),
};

const sent = fc.record({
  flags: fc.array(
    fc.record({
      ...counted,
      variation: pick('a', 'b', null),
      result: fc.boolean(),
      share: fc.nat(100),
    }),
    { maxLength: 5 },
  ),
  places: fc.array(
    fc.record({ ...counted, country: pick('DE', 'US'), city: pick('Berlin', null) }),
    { maxLength: 4 },
  ),
  languages: fc.array(fc.record({ ...counted, language: pick('de', 'en') }), { maxLength: 3 }),
});
type Sent = typeof sent extends fc.Arbitrary<infer S> ? S : never;

const traffic = fc.record({
  batches: fc.array(sent, { minLength: 1, maxLength: 4 }),
  again: fc.array(fc.nat(3), { maxLength: 4 }),
});

const userOf = (n: number): string => hash('sha256', `user ${n}`).slice(0, 16);

interface Tenant {
  organizationId: string;
  applicationId: string;
  flags: string[];
}

function toBatch(tenant: Tenant, boot: string, n: number, given: Sent): Batch {
  const { organizationId, applicationId, flags } = tenant;
  const of = <R extends Sent['flags' | 'places' | 'languages'][number]>(row: R) => {
    const { flag, hour, users, ...rest } = row;
    const hourMsOf = nowMs - (nowMs % hourMs) - hour * hourMs;
    return {
      ...rest,
      organizationId,
      applicationId,
      flagId: flags[flag]!,
      hourMs: hourMsOf,
      users: users.map(userOf),
    };
  };
  return {
    node: 'a',
    boot,
    n,
    startedAtMs: nowMs,
    endedAtMs: nowMs,
    usage: [],
    flags: given.flags.map((row) => {
      const { share, ...rest } = of(row);
      return { ...rest, identified: Math.floor((rest.count * share) / 100) };
    }),
    places: given.places.map(of),
    languages: given.languages.map(of),
    clients: [],
  };
}

/** Row → what is added up there. */
type Sums = Record<string, number>;

const add = (sums: Sums, name: string, amount: number): void => {
  sums[name] = (sums[name] ?? 0) + amount;
};

function recount(batches: readonly Batch[]): { counts: Sums; users: Sums } {
  const counts: Sums = {};
  const users: Record<string, Set<string>> = {};
  for (const { flags, places, languages } of batches) {
    const rows = [
      ...flags.map((row) => ({ row, names: ['variation', row.variation ?? '', row.result] })),
      ...places.map((row) => ({ row, names: ['place', row.country, row.city ?? ''] })),
      ...languages.map((row) => ({ row, names: ['language', row.language, ''] })),
    ];
    for (const { row, names } of rows) {
      const name = [row.flagId, row.hourMs, row.environment, ...names].join('|');
      add(counts, name, row.count);
      if ('identified' in row && row.identified > 0) add(counts, `${name} ids`, row.identified);
      for (const user of row.users) (users[name] ??= new Set()).add(user);
    }
  }
  const sizes = Object.entries(users).map(([name, { size }]) => [name, size] as const);
  return { counts, users: Object.fromEntries(sizes) };
}

async function readAll(organizationId: string): Promise<{ counts: Sums; users: Sums }> {
  const { database } = domain;
  const all = { where: { organizationId, reporter: 'server' as const } };
  const counts: Sums = {};
  const users: Sums = {};
  const name = (row: { flagId: string; hour: Date; environment: string }, ...names: unknown[]) =>
    [row.flagId, row.hour.getTime(), row.environment, ...names].join('|');
  for (const row of await database.flagCount.findMany(all)) {
    const of = name(row, 'variation', row.variation, row.result);
    add(counts, of, Number(row.count));
    if (row.identified > 0n) add(counts, `${of} ids`, Number(row.identified));
  }
  for (const row of await database.placeCount.findMany(all)) {
    add(counts, name(row, 'place', row.country, row.city), Number(row.count));
  }
  for (const row of await database.languageCount.findMany(all)) {
    add(counts, name(row, 'language', row.language, ''), Number(row.count));
  }
  for (const row of await database.hourlyUsers.findMany(all)) {
    add(users, name(row, row.kind, row.name, row.detail), estimateUsers(decodeUsers(row.sketch)));
  }
  return { counts, users };
}

test('what nodes counted is added up, each batch once, beside what clients report', async () => {
  const property = fc.asyncProperty(traffic, async ({ batches: given, again }) => {
    const { id: organizationId } = await createOrganization(domain.ctx, { name: 'One' });
    const [applicationId, ...flags] = Array.from({ length: 3 }, () => crypto.randomUUID());
    const tenant = { organizationId, applicationId: applicationId!, flags };
    const boot = crypto.randomUUID();
    const batches = given.map((one, index) => toBatch(tenant, boot, index + 1, one));
    const jobs = [...batches, ...again.map((n) => batches[n % batches.length]!)];
    const intake = createIntake(domain.ctx);
    await Promise.all(jobs.map((job) => intake.recordCounts(job)));
    await mergePendingUsers(domain.ctx);
    expect(await readAll(organizationId)).toEqual(recount(batches));
  });
  await fc.assert(property, { numRuns: 30 });
});

test('the names of a key’s clients are kept, the latest fifty', async () => {
  const { id: organizationId } = await createOrganization(domain.ctx, { name: 'One' });
  const keyId = crypto.randomUUID();
  const key = { organizationId, applicationId: crypto.randomUUID(), keyId };
  const tenant = { organizationId, applicationId: key.applicationId, flags: [] };
  const nothing: Sent = { flags: [], places: [], languages: [] };
  for (const round of [0, 1, 2, 3]) {
    const later = { ...domain.ctx, now: () => new Date(nowMs + round) };
    const names = Array.from({ length: 20 }, (_, n) => `client ${round * 20 + n}`);
    const batch = toBatch(tenant, crypto.randomUUID(), 1, nothing);
    await createIntake(later).recordCounts({ ...batch, clients: [{ ...key, names }] });
  }
  const kept = await domain.database.clientName.findMany({ where: { keyId } });
  expect(kept).toHaveLength(50);
  expect(kept.map(({ name }) => name)).toContain('client 79');
  expect(kept.map(({ name }) => name)).not.toContain('client 0');
});
