import { createDatabase, type Database } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import { createOrganization } from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { trimChangeLogs } from './trim-change-logs.ts';

let database: Database;
let dropDatabase: () => Promise<void>;

const nowMs = Date.parse('2026-06-03T00:00:00Z');
const young = new Date('2026-06-01T00:00:00Z');
const old = new Date(young.getTime() - 1);

beforeAll(async () => {
  const { url, drop } = await createTestDatabase(inject('postgresUrl'));
  dropDatabase = drop;
  database = createDatabase({ url, maxConnections: 4 });
});

afterAll(async () => {
  await database.$disconnect();
  await dropDatabase();
});

const many = (length: number, time: Date): Date[] => Array.from({ length }, () => time);

/** An organization with a log whose rows are of these times. */
async function createLog(...times: Date[]): Promise<string> {
  const { id: organizationId } = await createOrganization(createTestContext(database), {
    name: 'Acme',
  });
  await database.change.deleteMany({ where: { organizationId } });
  const row = { organizationId, kind: 'flag', entityId: organizationId, action: 'deleted' };
  await database.change.createMany({
    data: times.map((createdAt, index) => ({ ...row, seq: index + 1, createdAt })),
  });
  await database.changeHead.update({ where: { organizationId }, data: { seq: times.length } });
  return organizationId;
}

async function numbersOf(organizationId: string): Promise<number[]> {
  const rows = await database.change.findMany({
    where: { organizationId },
    orderBy: { seq: 'asc' },
  });
  return rows.map(({ seq }) => Number(seq));
}

test('logs lose what is older than two days, more of it than one batch, but never their last row', async () => {
  const long = await createLog(...many(2_500, old), young, young);
  const idle = await createLog(...many(1_001, old));
  const fresh = await createLog(young, young);
  // Two workers at once.
  const trimmed = await Promise.all([
    trimChangeLogs(database, nowMs),
    trimChangeLogs(database, nowMs),
  ]);
  expect(trimmed[0] + trimmed[1]).toBe(3_500);
  expect(await numbersOf(long)).toEqual([2_501, 2_502]);
  expect(await numbersOf(idle)).toEqual([1_001]);
  expect(await numbersOf(fresh)).toEqual([1, 2]);
  expect(await trimChangeLogs(database, nowMs)).toBe(0);
});

test('a log has no hole where the clocks of those who wrote it differ', async () => {
  const organizationId = await createLog(old, young, old, young);
  expect(await trimChangeLogs(database, nowMs)).toBe(1);
  expect(await numbersOf(organizationId)).toEqual([2, 3, 4]);
});
