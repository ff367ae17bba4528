import { inject, expect, test, beforeAll, afterAll, vi } from 'vitest';

import { createDatabase, type Database } from '../client.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import { keepPartitions } from './keep-partitions.ts';
import { partitionedTables } from './partitioned-tables.ts';

const at = (time: string): number => Date.parse(time);

let database: Database;
let drop: () => Promise<void>;

beforeAll(async () => {
  const made = await createTestDatabase(inject('postgresUrl'));
  ({ drop } = made);
  database = createDatabase({ url: made.url, maxConnections: 4 });
});

afterAll(async () => {
  await database.$disconnect();
  await drop();
});

const organizationId = '00000000-0000-4000-8000-000000000001';
const sampleAt = (time: string, slot: number) => ({
  organizationId,
  flagId: organizationId,
  hour: new Date(time),
  slot,
  applicationId: organizationId,
  environment: 'production',
  occurredAt: new Date(time),
  variation: '',
  result: true,
  reporter: 'public' as const,
});
const placesOf = async (): Promise<string[]> => {
  const rows = await database.$queryRaw<{ place: string }[]>`
    SELECT tableoid::regclass::text AS place FROM evaluation_sample ORDER BY slot`;
  return rows.map(({ place }) => place);
};

test('partitions are there from yesterday to three days ahead, and rows that came before move into theirs', async () => {
  await database.evaluationSample.createMany({
    data: [sampleAt('2026-12-30T23:00:00Z', 1), sampleAt('2027-01-03T23:00:00Z', 2)],
  });
  const nowMs = at('2026-12-31T12:00:00Z');
  const [one, other] = await Promise.all([
    keepPartitions(database, nowMs),
    keepPartitions(database, nowMs),
  ]);
  const made = [...one.made, ...other.made].toSorted();
  expect(made.filter((name) => name.startsWith('evaluation_sample'))).toEqual([
    'evaluation_sample_20261230',
    'evaluation_sample_20261231',
    'evaluation_sample_20270101',
    'evaluation_sample_20270102',
    'evaluation_sample_20270103',
  ]);
  expect(made.filter((name) => name.startsWith('flag_count'))).toEqual([
    'flag_count_202612',
    'flag_count_202701',
  ]);
  expect(new Set(made).size).toBe(made.length);
  expect(await placesOf()).toEqual(['evaluation_sample_20261230', 'evaluation_sample_20270103']);
  expect(await keepPartitions(database, nowMs)).toEqual({ made: [], dropped: [] });
});

test('what has had its time is dropped with its partition, and nothing else', async () => {
  const kept = await keepPartitions(database, at('2027-01-30T00:00:00Z'));
  expect(kept.dropped).toContain('evaluation_sample_20261230');
  expect(kept.dropped).not.toContain('evaluation_sample_20261231');
  expect(kept.dropped.some((name) => name.startsWith('flag_count'))).toBe(false);
  expect(await placesOf()).toEqual(['evaluation_sample_20270103']);
});

test('rows that are being written while partitions are made move into theirs', async () => {
  const nowMs = at('2027-06-10T12:00:00Z');
  const waiting = () => database.$queryRaw<unknown[]>`
    SELECT FROM pg_locks WHERE NOT granted AND relation = 'evaluation_sample_default'::regclass`;
  const written = [10, 11, 12].map((slot) => sampleAt('2027-06-09T12:00:00Z', slot));
  await database.evaluationSample.create({ data: written[0]! });
  let keeping: Promise<unknown> | undefined;
  await database.$transaction(async (db) => {
    await db.evaluationSample.create({ data: written[1]! });
    keeping = keepPartitions(database, nowMs);
    await vi.waitFor(async () => expect(await waiting()).toHaveLength(1), 5_000);
    await db.evaluationSample.updateMany({ where: { slot: 10 }, data: { variation: 'a' } });
    await db.evaluationSample.create({ data: written[2]! });
  });
  await keeping;
  const rows = await database.$queryRaw`
    SELECT slot, variation FROM evaluation_sample_20270609 ORDER BY slot`;
  expect(rows).toEqual([
    { slot: 10, variation: 'a' },
    { slot: 11, variation: '' },
    { slot: 12, variation: '' },
  ]);
});

test('what came too late for a partition goes when its time has come, and nothing else', async () => {
  const late = ['2027-05-31T00:00:00Z', '2027-06-01T00:00:00Z'];
  await database.evaluationSample.createMany({
    data: late.map((time, index) => sampleAt(time, 20 + index)),
  });
  await keepPartitions(database, at('2027-07-01T12:00:00Z'));
  const rows = await database.evaluationSample.findMany({ where: { slot: { gte: 20 } } });
  expect(rows.map(({ slot }) => slot)).toEqual([21]);
});

test('a table that fails keeps no other from its turn, and is told of', async () => {
  await database.$executeRaw`
    CREATE TABLE event_id_odd PARTITION OF event_id FOR VALUES FROM ('2028-01-01') TO ('2028-01-02')`;
  const nowMs = at('2028-01-01T12:00:00Z');
  await expect(keepPartitions(database, nowMs)).rejects.toThrow('event_id_odd');
  await database.$executeRaw`DROP TABLE event_id_odd`;
  const { made } = await keepPartitions(database, nowMs);
  expect(new Set(made.map((name) => name.replace(/_\d+$/, '')))).toEqual(new Set(['event_id']));
});

test('every partitioned table is kept', async () => {
  const rows = await database.$queryRaw<{ name: string }[]>`
    SELECT relname::text AS name FROM pg_class
    WHERE relkind = 'p' AND relnamespace = 'public'::regnamespace`;
  const names = partitionedTables.map(({ table }) => table);
  expect(names.toSorted()).toEqual(rows.map(({ name }) => name).toSorted());
});
