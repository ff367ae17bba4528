import { appendFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test, vi } from 'vitest';

import { killAlone, launcherProcess, startedBy } from './launcher-process.ts';
import { query, start, temporaryDirectory } from './temporary-installation.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

async function unfinishedIn(directory: string): Promise<string[]> {
  const names = await readdir(join(directory, 'postgres')).catch(() => []);
  return names.filter((name) => name.startsWith('data.initialising-'));
}

test('the data directory is made anew, with the same password, when its making was killed', async () => {
  const directory = await temporaryDirectory();
  const launcher = await launcherProcess(directory);
  await vi.waitFor(async () => expect(await unfinishedIn(directory)).toHaveLength(1), {
    timeout: 20_000,
    interval: 5,
  });
  const password = await readFile(join(directory, 'postgres.password'), 'utf8');
  await killAlone(launcher);
  expect(await unfinishedIn(directory)).toHaveLength(1);
  expect(await readdir(join(directory, 'postgres'))).not.toContain('data');
  const { url } = await start(directory);
  expect(url).toContain(`:${password.trim()}@`);
  expect(await query(url, 'SELECT 1')).toEqual([1]);
  expect(await unfinishedIn(directory)).toEqual([]);
});

test('the data directory being made by a living process is left alone', async () => {
  const directory = await temporaryDirectory();
  const mine = `data.initialising-${process.pid}-0a`;
  await mkdir(join(directory, 'postgres', mine), { recursive: true });
  await mkdir(join(directory, 'postgres/data.initialising-0b'));
  await start(directory);
  expect(await unfinishedIn(directory)).toEqual([mine]);
});

test('data of another major version is refused, naming both', async () => {
  const directory = await temporaryDirectory();
  const server = await start(directory);
  await server.stop();
  await writeFile(join(directory, 'postgres/data/PG_VERSION'), '16\n');
  await expect(start(directory)).rejects.toThrow(/made by PostgreSQL 16.+PostgreSQL 17/);
});

test('data without its password is refused rather than replaced', async () => {
  const directory = await temporaryDirectory();
  const server = await start(directory);
  await server.stop();
  await rm(join(directory, 'postgres.password'));
  await expect(start(directory)).rejects.toThrow(/postgres\.password, is missing.+npm run reset/);
});

test('data that the server cannot use is reported with what the server said', async () => {
  const directory = await temporaryDirectory();
  const server = await start(directory);
  await server.stop();
  await appendFile(join(directory, 'postgres/data/postgresql.conf'), 'no_such_setting = 1\n');
  await expect(start(directory)).rejects.toThrow(
    /did not start\. Its log is .+postgres\.log[^]+unrecognized configuration parameter/,
  );
});

test('a machine without the binaries is told what to do', async () => {
  const directory = await temporaryDirectory();
  const launcher = await launcherProcess(directory, { root: directory });
  await expect(startedBy(launcher)).rejects.toThrow(/binaries .+ are not installed below/);
});
