import { appendFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Client } from 'pg';
import { beforeEach, describe, expect, inject, test } from 'vitest';

import { migrate } from './migrate.ts';
import { createEmptyDatabase } from './testing/test-database.ts';

const ours = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));

let url: string;
let folder: string;

beforeEach(async () => {
  const database = await createEmptyDatabase(inject('postgresUrl'));
  url = database.url;
  folder = await mkdtemp(join(tmpdir(), 'halyard-migrations-'));
  return async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  };
});

async function addMigration(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name));
  await writeFile(join(folder, name, 'migration.sql'), sql);
}

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql);
  await client.end();
  return rows;
}

describe('an empty database', () => {
  test('gets every migration in order, once', async () => {
    await addMigration('2_second', 'INSERT INTO a VALUES (2)');
    await addMigration('1_first', 'CREATE TABLE a (n int)');
    expect(await migrate(url, folder)).toEqual(['1_first', '2_second']);
    expect(await migrate(url, folder)).toEqual([]);
    expect(await query('SELECT n FROM a')).toEqual([{ n: 2 }]);
  });

  test('gets them once when several processes start together', async () => {
    await cp(ours, folder, { recursive: true });
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(url, folder)));
    expect(applied.flat()).toEqual([...new Set(applied.flat())]);
    expect(applied.flat().length).toBeGreaterThan(0);
  });
});

test('what is recorded is what `prisma migrate` records', async () => {
  await addMigration('1_first', 'CREATE TABLE a (n int)');
  await migrate(url, folder);
  const [row] = await query('SELECT * FROM _prisma_migrations');
  expect(row).toMatchObject({
    migration_name: '1_first',
    // sha256sum of the file.
    checksum: '735852939c534ffa1e33bdc1fea8221666a4f7608bee6589f84057f6313ee855',
    applied_steps_count: 1,
    rolled_back_at: null,
    logs: null,
  });
});

test('a migration that fails leaves nothing of itself and everything before it', async () => {
  await addMigration('1_first', 'CREATE TABLE a (n int)');
  await addMigration('2_broken', 'CREATE TABLE b (n int); SELECT 1 / 0');
  await expect(migrate(url, folder)).rejects.toThrow('The migration 2_broken failed');
  expect(await query(`SELECT to_regclass('a') IS NOT NULL AS a, to_regclass('b') AS b`)).toEqual([
    { a: true, b: null },
  ]);
  await writeFile(join(folder, '2_broken', 'migration.sql'), 'CREATE TABLE b (n int)');
  expect(await migrate(url, folder)).toEqual(['2_broken']);
});

test('a migration that was changed after it was applied is refused', async () => {
  await addMigration('1_first', 'CREATE TABLE a (n int)');
  await migrate(url, folder);
  await appendFile(join(folder, '1_first', 'migration.sql'), ' -- changed');
  await expect(migrate(url, folder)).rejects.toThrow('1_first was changed after');
});

test('a database of a newer version is refused', async () => {
  await addMigration('1_first', 'CREATE TABLE a (n int)');
  await migrate(url, folder);
  await rm(join(folder, '1_first'), { recursive: true });
  await expect(migrate(url, folder)).rejects.toThrow('made by a newer version');
});
