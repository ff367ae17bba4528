import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { ensureSecret, generateInstallationKey, readInstallationKey } from './secret.ts';

let directory: string;
let file: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'halyard-secret-'));
  file = join(directory, 'installation.key');
});

afterEach(() => rm(directory, { recursive: true }));

test('a secret is made once, for the owner only, and stays', async () => {
  await ensureSecret(file, generateInstallationKey);
  const made = await readFile(file, 'utf8');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readInstallationKey(file)).toHaveLength(32);
  await ensureSecret(file, generateInstallationKey);
  expect(await readFile(file, 'utf8')).toBe(made);
  expect(await readdir(directory)).toEqual(['installation.key']);
});

test('a file that holds something else is refused, without saying what', async () => {
  await writeFile(file, 'hush');
  await expect(readInstallationKey(file)).rejects.toThrow(/must hold 32 bytes/);
  await expect(readInstallationKey(file)).rejects.not.toThrow(/hush/);
});
