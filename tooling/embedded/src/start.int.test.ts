import { execFile } from 'node:child_process';
import { chmod, readFile, stat, truncate } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expect, onTestFinished, test, vi } from 'vitest';

import { removePostgres } from './index.ts';
import { openInstallation } from './installation/installation.ts';
import { interrupt, launcherProcess, startedBy } from './launcher-process.ts';
import { launch } from './server/launch.ts';
import { query, root, start, temporaryDirectory } from './temporary-installation.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const isRoot = process.getuid?.() === 0;

test('starts a server that answers SQL with the settings asked for', async () => {
  const { url, adopted } = await start(await temporaryDirectory(), { maxConnections: 30 });
  expect(adopted).toBe(false);
  expect(await query(url, 'SELECT current_database()')).toEqual(['halyard']);
  expect(await query(url, 'SHOW server_encoding')).toEqual(['UTF8']);
  expect(await query(url, 'SHOW max_connections')).toEqual(['30']);
  expect(await query(url, 'SHOW fsync')).toEqual(['off']);
  expect(await query(url, 'SHOW listen_addresses')).toEqual(['127.0.0.1']);
  expect(await query(url, 'SHOW TimeZone')).toEqual(['UTC']);
  expect(await query(url, 'CREATE EXTENSION pg_trgm')).toEqual([]);
});

test('is durable and allows 200 connections unless told otherwise', async () => {
  const { url } = await start(await temporaryDirectory(), { durable: true });
  const settings = ['fsync', 'synchronous_commit', 'full_page_writes', 'max_connections'];
  const values = await Promise.all(settings.map((name) => query(url, `SHOW ${name}`)));
  expect(values.flat()).toEqual(['on', 'on', 'on', '200']);
});

test('lets nobody in without the password', async () => {
  const { url, port } = await start(await temporaryDirectory());
  const stranger = `postgresql://halyard:guess@127.0.0.1:${port}/halyard`;
  expect(url).not.toBe(stranger);
  await expect(query(stranger, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
});

test('adopts a server that is running', async () => {
  const directory = await temporaryDirectory();
  const first = await start(directory);
  const second = await start(directory);
  expect(second).toMatchObject({ adopted: true, pid: first.pid, url: first.url });
});

test('gives two that start at once the same server', async () => {
  const directory = await temporaryDirectory();
  const [one, two] = await Promise.all([start(directory), start(directory)]);
  expect(one.url).toBe(two.url);
  expect(one.adopted).not.toBe(two.adopted);
  expect(await query(one.url, 'SELECT 1')).toEqual([1]);
});

test('keeps its data, password and port over a stop, and can be stopped twice', async () => {
  const directory = await temporaryDirectory();
  const first = await start(directory);
  await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS value');
  await Promise.all([first.stop(), first.stop()]);
  await first.stop();
  await expect(query(first.url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
  const second = await start(directory);
  expect(second.url).toBe(first.url);
  expect(await query(second.url, 'SELECT value FROM kept')).toEqual([7]);
});

test('takes another port when the last one is in use', async () => {
  const directory = await temporaryDirectory();
  const first = await start(directory);
  await first.stop();
  await occupy(first.port);
  const second = await start(directory);
  expect(second.port).not.toBe(first.port);
  expect(await query(second.url, 'SELECT 1')).toEqual([1]);
});

test('takes another port when the one it chose was taken in between', async () => {
  const directory = await temporaryDirectory();
  const first = await start(directory);
  await first.stop();
  await occupy(first.port);
  const installation = await openInstallation({ directory, root, onProgress: String });
  const settings = { durable: false, maxConnections: 20 };
  const launched = await launch(installation, settings, first.port);
  expect(launched.port).not.toBe(first.port);
  const url = first.url.replace(String(first.port), String(launched.port));
  expect(await query(url, 'SELECT 1')).toEqual([1]);
});

test('keeps secrets and data from other users', async () => {
  const directory = await temporaryDirectory();
  await start(directory);
  const mode = async (name: string) => (await stat(join(directory, name))).mode & 0o777;
  expect(await mode('postgres.password')).toBe(0o600);
  expect(await mode('postgres')).toBe(0o700);
  expect(await mode('.')).toBe(isRoot ? 0o711 : 0o700);
  const password = await readFile(join(directory, 'postgres.password'), 'utf8');
  expect(Buffer.from(password.trim(), 'base64url')).toHaveLength(24);
});

test('works in a path with blanks and quotes, and refuses one that a shell would alter', async () => {
  const parent = await temporaryDirectory();
  await chmod(parent, 0o711);
  const directory = join(parent, "it's a folder");
  onTestFinished(() => removePostgres({ directory, root }));
  const { url } = await start(directory);
  expect(await query(url, 'SELECT 1')).toEqual([1]);
  await expect(start(join(parent, 'a$HOME'))).rejects.toThrow(/dollar sign/);
});

test('puts a grown log aside', async () => {
  const directory = await temporaryDirectory();
  const server = await start(directory);
  await server.stop();
  const log = join(directory, 'postgres/postgres.log');
  await truncate(log, 11 * 1024 * 1024);
  await start(directory);
  expect((await stat(log)).size).toBeLessThan(1024 * 1024);
  expect((await stat(`${log}.old`)).size).toBe(11 * 1024 * 1024);
});

test('runs in a session of its own, so Ctrl-C in the terminal does not reach it', async () => {
  const launcher = await launcherProcess(await temporaryDirectory());
  const { url, pid } = await startedBy(launcher);
  const ids = await promisify(execFile)('ps', ['-o', 'sid=,pgid=', '-p', String(pid)]);
  expect(ids.stdout.trim().split(/\s+/).map(Number)).toEqual([pid, pid]);
  await interrupt(launcher);
  expect(await query(url, 'SELECT 1')).toEqual([1]);
});

async function occupy(port: number): Promise<void> {
  const occupant = createServer();
  await new Promise<void>((resolve) => occupant.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => void occupant.close());
}
