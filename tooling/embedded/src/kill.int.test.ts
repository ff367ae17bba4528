import { spawn } from 'node:child_process';
import { chown, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Client } from 'pg';
import { expect, onTestFinished, test, vi } from 'vitest';

import { killAlone, launcherProcess, startedBy } from './launcher-process.ts';
import { query, start, temporaryDirectory } from './temporary-installation.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

test('after kill -9 of the launcher, the server it left is adopted', async () => {
  const directory = await temporaryDirectory();
  const launcher = await launcherProcess(directory);
  const left = await startedBy(launcher);
  await killAlone(launcher);
  const server = await start(directory);
  expect(server).toMatchObject({ adopted: true, pid: left.pid, url: left.url });
  await server.stop();
  await expect(query(left.url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
});

test('after kill -9 of the server, what was committed is there after an immediate restart', async () => {
  const directory = await temporaryDirectory();
  const first = await start(directory, { durable: true });
  await query(first.url, 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS value');
  process.kill(first.pid, 'SIGKILL');
  const second = await start(directory, { durable: true });
  expect(second.adopted).toBe(false);
  expect(await query(second.url, 'SELECT count(*)::int FROM kept')).toEqual([1000]);
});

test('after kill -9 of the server, sessions that outlive it for a moment only delay the start', async () => {
  const directory = await temporaryDirectory();
  const first = await start(directory);
  const busy = new Client({ connectionString: first.url });
  busy.on('error', () => undefined);
  await busy.connect();
  // A tight loop does not notice that the server is gone until its time is up.
  const loop = busy
    .query(`DO $$ BEGIN WHILE clock_timestamp() < now() + interval '1 s' LOOP END LOOP; END $$`)
    .catch(() => undefined);
  const active = `SELECT count(*)::int FROM pg_stat_activity WHERE query LIKE 'DO %'`;
  await vi.waitFor(async () => expect(await query(first.url, active)).toEqual([1]));
  process.kill(first.pid, 'SIGKILL');
  const second = await start(directory);
  expect(second.adopted).toBe(false);
  expect(await query(second.url, 'SELECT 1')).toEqual([1]);
  await loop;
  const log = await readFile(join(directory, 'postgres/postgres.log'), 'utf8');
  expect(log).toContain('pre-existing shared memory block');
});

test('a pid file whose number belongs to no process is replaced', async () => {
  const directory = await temporaryDirectory();
  const first = await start(directory);
  await first.stop();
  await writePidFile(directory, first.pid, first.port);
  const second = await start(directory);
  expect(second.adopted).toBe(false);
  expect(await query(second.url, 'SELECT 1')).toEqual([1]);
});

test('a pid file whose number another program got is replaced, the program spared', async () => {
  const directory = await temporaryDirectory();
  const [first, handle] = [await start(directory), await start(directory)];
  await first.stop();
  const { uid, gid } = await stat(join(directory, 'postgres/data'));
  const program = spawn('sleep', ['600'], { uid, gid, cwd: '/' });
  onTestFinished(() => void program.kill());
  await writePidFile(directory, program.pid ?? Number.NaN, first.port);
  await handle.stop();
  const { adopted, url } = await start(directory);
  expect(adopted).toBe(false);
  expect(await query(url, 'SELECT 1')).toEqual([1]);
  expect([program.exitCode, program.signalCode]).toEqual([null, null]);
});

async function writePidFile(directory: string, pid: number, port: number): Promise<void> {
  const data = join(directory, 'postgres/data');
  const { uid, gid } = await stat(data);
  const file = join(data, 'postmaster.pid');
  const lines = [pid, data, 1_700_000_000, port, '', '127.0.0.1', '', 'ready   ', ''];
  await writeFile(file, lines.join('\n'), { mode: 0o600 });
  await chown(file, uid, gid);
}
