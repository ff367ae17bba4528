import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { generateEvaluationSecrets } from '@halyard/auth';
import { ConfigError } from '@halyard/http';
import { afterEach, beforeEach, expect, test } from 'vitest';

import {
  ensureSecret,
  generateInstallationKey,
  generateOperatorPassword,
  readEvaluationSecrets,
  readInstallationKey,
  readOperatorPassword,
} from './secret.ts';

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

test('evaluation ids are signed with the secrets that were made at the first start', async () => {
  const file = join(directory, 'evaluation-secrets');
  await ensureSecret(file, generateEvaluationSecrets);
  const made = await readEvaluationSecrets(file);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(made.secrets.get(made.current)).toHaveLength(32);
  await ensureSecret(file, generateEvaluationSecrets);
  expect(await readEvaluationSecrets(file)).toEqual(made);
});

test('evaluation secrets that make no sense are refused with the file’s name, without saying what', async () => {
  await writeFile(file, '{"current": 0, "secrets": {"0": "hush"}}');
  const problem = `${file}: The secret of key id 0 must be 32 bytes in base64.`;
  await expect(readEvaluationSecrets(file)).rejects.toThrow(new ConfigError(problem));
});

test('a file that holds something else is refused, without saying what', async () => {
  await writeFile(file, 'hush');
  await expect(readInstallationKey(file)).rejects.toThrow(/must hold 32 bytes/);
  await expect(readInstallationKey(file)).rejects.not.toThrow(/hush/);
});

test('the operator password is made once, and a short one is refused', async () => {
  const file = join(directory, 'operator-password');
  await ensureSecret(file, generateOperatorPassword);
  expect(await readOperatorPassword(file)).toMatch(/^[\w-]{43}$/);
  await writeFile(file, 'hush');
  await expect(readOperatorPassword(file)).rejects.toThrow(/must hold at least 16 characters/);
});
