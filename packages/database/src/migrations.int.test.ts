import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, inject, onTestFinished, test } from 'vitest';

import { createDatabase } from './client.ts';
import { toFlagDocument } from './documents/flag.ts';
import { migrate } from './migrate.ts';
import { createEmptyDatabase } from './testing/test-database.ts';

const migrations = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));

/** A database as it was after a migration, and the way to today's. */
async function createAt(last: string) {
  const { url, drop } = await createEmptyDatabase(inject('postgresUrl'));
  const folder = await mkdtemp(join(tmpdir(), 'halyard-migrations-'));
  for (const name of (await readdir(migrations)).filter((one) => one <= last)) {
    await cp(join(migrations, name), join(folder, name), { recursive: true });
  }
  await migrate(url, folder);
  const database = createDatabase({ url, maxConnections: 2 });
  onTestFinished(async () => {
    await database.$disconnect();
    await drop();
    await rm(folder, { recursive: true });
  });
  return { database, upgrade: () => migrate(url, migrations) };
}

test('the switches of the first version move into the flags’ definitions, and every organization gets a log', async () => {
  const { database, upgrade } = await createAt('20261121000000_organizations_flags_and_keys');
  const id = '018f0000-0000-7000-8000-00000000000';
  for (const statement of [
    `INSERT INTO organization VALUES ('${id}1', 'Acme', now())`,
    `INSERT INTO application VALUES ('${id}1', '${id}2', 'Shop', now())`,
    `INSERT INTO environment VALUES ('${id}1', '${id}2', 'production', true, now())`,
    `INSERT INTO flag (organization_id, id, application_id, key, name, created_at, updated_at)
     VALUES ('${id}1', '${id}3', '${id}2', 'a', 'A', now(), now()),
            ('${id}1', '${id}4', NULL, 'b', 'B', now(), now())`,
    `INSERT INTO flag_environment VALUES ('${id}1', '${id}3', 'production', true),
                                         ('${id}1', '${id}3', 'staging', false)`,
  ]) {
    await database.$executeRawUnsafe(statement);
  }
  await upgrade();
  const flags = await database.flag.findMany({ orderBy: { key: 'asc' } });
  expect(flags.map(toFlagDocument)).toMatchObject([
    {
      key: 'a',
      environments: { production: { enabled: true }, staging: { enabled: false } },
      realtime_enabled: true,
      auto_disable_after_end: false,
      tags: [],
    },
    { key: 'b', environments: {}, scope: 'enterprise' },
  ]);
  expect(await database.changeHead.findMany()).toMatchObject([
    { seq: 0n, auditSeq: 0n, insightSerial: 0 },
  ]);
});

test('schedules that were there before are waited for: what is to come, and every end that was to turn off', async () => {
  const { database, upgrade } = await createAt('20261125000000_idempotency_keys');
  const id = '018f0000-0000-7000-8000-00000000000';
  const past = '2020-01-01T00:00:00Z';
  const start = '2100-01-01T00:00:00Z';
  const end = '2101-01-01T00:00:00Z';
  for (const statement of [
    `INSERT INTO organization VALUES ('${id}1', 'Acme', now())`,
    `INSERT INTO flag (organization_id, id, key, name, created_at, updated_at, definition,
       scheduled_start_at, scheduled_end_at)
     VALUES ('${id}1', '${id}2', 'a', 'A', now(), now(), '{}', '${start}', '${end}'),
       ('${id}1', '${id}3', 'b', 'B', now(), now(), '{"auto_disable_after_end": true}', '${past}', '${end}'),
       ('${id}1', '${id}4', 'c', 'C', now(), now(), '{"auto_disable_after_end": true}', NULL, '${past}'),
       ('${id}1', '${id}5', 'd', 'D', now(), now(), '{"auto_disable_after_end": true}', NULL, NULL)`,
  ]) {
    await database.$executeRawUnsafe(statement);
  }
  await upgrade();
  const at = (time: string) => new Date(time);
  expect(
    await database.flag.findMany({
      select: { boundaryAt: true, disableAt: true },
      orderBy: { key: 'asc' },
    }),
  ).toEqual([
    { boundaryAt: at(start), disableAt: null },
    { boundaryAt: at(end), disableAt: at(end) },
    { boundaryAt: null, disableAt: at(past) },
    { boundaryAt: null, disableAt: null },
  ]);
});
