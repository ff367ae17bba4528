import { randomUUID } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';

import { createDatabase, type Database, type Transaction } from './client.ts';
import { toAppError } from './errors.ts';
import { createTcpProxy, type TcpProxy } from './testing/tcp-proxy.ts';
import { createTestDatabase } from './testing/test-database.ts';

let proxy: TcpProxy;
let database: Database;
/** The same database by another way. */
let direct: Database;
let dropDatabase: () => Promise<void>;

beforeEach(async () => {
  const { url, drop } = await createTestDatabase(inject('postgresUrl'));
  dropDatabase = drop;
  proxy = await createTcpProxy(url);
  database = createDatabase({ url: proxy.url, maxConnections: 2, queryTimeoutMs: 1_000 });
  direct = createDatabase({ url, maxConnections: 1 });
  await database.organization.count();
});

afterEach(async () => {
  await proxy.close();
  await direct.$disconnect();
  await database.$disconnect();
  await dropDatabase();
});

const unavailable = { code: 'unavailable' };

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  const [outcome] = await Promise.allSettled([work]);
  return outcome.status === 'rejected' ? toAppError(outcome.reason) : undefined;
}

/** As a server does that is stopped. */
const endSessions = () =>
  direct.$executeRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`;

const inTransaction = (meanwhile: () => Promise<unknown>, then: (tx: Transaction) => unknown) =>
  database.$transaction(async (tx) => {
    await tx.organization.count();
    await meanwhile();
    await then(tx);
  });

const statements: [string, (tx: Transaction) => unknown][] = [
  ['a model’s query', (tx) => tx.organization.count()],
  ['a raw query', (tx) => tx.$queryRaw`SELECT 1`],
  ['COMMIT', () => undefined],
];

describe('a database that is away is unavailable', () => {
  test.each([
    ['a model’s query', () => database.organization.count()],
    ['a raw query', () => database.$queryRaw`SELECT 1`],
    ['a transaction', () => database.$transaction((tx) => tx.organization.count())],
  ])('to %s', async (_what, work) => {
    await proxy.takeAway();
    expect(await errorOf(work())).toMatchObject(unavailable);
  });

  test.each(statements)('to %s, when the connection breaks before', async (_what, then) => {
    const work = inTransaction(() => proxy.takeAway(), then);
    expect(await errorOf(work)).toMatchObject(unavailable);
  });

  test.each(statements)('to %s, when the session is ended before', async (_what, then) => {
    expect(await errorOf(inTransaction(endSessions, then))).toMatchObject(unavailable);
  });

  test.each(statements)('to %s, when the server falls silent before', async (_what, then) => {
    const work = inTransaction(async () => proxy.holdAll(), then);
    expect(await errorOf(work)).toMatchObject(unavailable);
  });

  test('to a transaction that gets no answer in its time', async () => {
    proxy.holdAll();
    const work = database.$transaction((tx) => tx.organization.count(), { maxWait: 1 });
    expect(await errorOf(work)).toMatchObject(unavailable);
  });
});

test('what exists already is a conflict', async () => {
  const data = { id: randomUUID(), name: 'Acme', createdAt: new Date() };
  await database.organization.create({ data });
  expect(await errorOf(database.organization.create({ data }))).toMatchObject({ code: 'conflict' });
});

test('any other error stays what it is', async () => {
  const error = await errorOf(database.$queryRaw`SELECT 1 / 0`);
  expect(error).toMatchObject({ code: 'P2010' });
});
