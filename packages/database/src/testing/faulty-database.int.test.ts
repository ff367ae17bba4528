import { randomUUID } from 'node:crypto';

import { afterEach, beforeEach, expect, inject, test } from 'vitest';

import { createFaultyDatabase, type FaultyDatabase } from './faulty-database.ts';
import { createTestDatabase } from './test-database.ts';

/** Prisma words it in more than one way. */
const lost = /ConnectionClosed|closed the connection/;

let faulty: FaultyDatabase;
let dropDatabase: () => Promise<void>;

beforeEach(async () => {
  const { url, drop } = await createTestDatabase(inject('postgresUrl'));
  dropDatabase = drop;
  // One connection, so that one which came back with an open transaction would be met again.
  faulty = createFaultyDatabase({ url, maxConnections: 1 });
});

afterEach(async () => {
  await faulty.database.$disconnect();
  await dropDatabase();
});

const createOrganization = (name: string) => ({
  data: { id: randomUUID(), name, createdAt: new Date() },
});

/** A transaction of five statements. */
const writeTwo = () =>
  faulty.database.$transaction(async (tx) => {
    await tx.organization.create(createOrganization('one'));
    await tx.$queryRaw`SELECT 1`;
    await tx.organization.create(createOrganization('two'));
  });

const countOrganizations = () => faulty.database.organization.count();

test('statements are told in order, a transaction’s bounds among them', async () => {
  await writeTwo();
  expect(faulty.statements()).toEqual([
    'BEGIN',
    expect.stringContaining('INSERT INTO "public"."organization"'),
    'SELECT 1',
    expect.stringContaining('INSERT INTO "public"."organization"'),
    'COMMIT',
  ]);
  faulty.reset();
  expect(faulty.statements()).toEqual([]);
});

test.each([1, 2, 3, 4, 5])(
  'a transaction of five statements leaves nothing when number %i fails',
  async (n) => {
    faulty.failAt(n);
    await expect(writeTwo()).rejects.toThrow(lost);
    faulty.reset();
    expect(await countOrganizations()).toBe(0);
  },
);

test.each([6, undefined])('it leaves all it wrote when the one to fail is %s', async (n) => {
  faulty.failAt(n);
  await writeTwo();
  faulty.reset();
  expect(await countOrganizations()).toBe(2);
});

test('one failure is one: what comes after it is executed', async () => {
  faulty.failAt(2);
  expect(await countOrganizations()).toBe(0);
  await expect(countOrganizations()).rejects.toThrow(lost);
  expect(await countOrganizations()).toBe(0);
});

test('a failure that was reset does not happen', async () => {
  faulty.failAt(1);
  faulty.reset();
  await expect(writeTwo()).resolves.toBeUndefined();
});
