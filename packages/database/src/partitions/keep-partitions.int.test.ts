import { inject, expect, test, beforeAll, afterAll } from 'vitest';

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

test('every partitioned table is kept', async () => {
  const rows = await database.$queryRaw<{ name: string }[]>`
    SELECT relname::text AS name FROM pg_class
    WHERE relkind = 'p' AND relnamespace = 'public'::regnamespace`;
  const names = partitionedTables.map(({ table }) => table);
  expect(names.toSorted()).toEqual(rows.map(({ name }) => name).toSorted());
});
