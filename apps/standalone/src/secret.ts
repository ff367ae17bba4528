import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';

import { deriveSecret, parseEvaluationSecrets, type EvaluationSecrets } from '@halyard/auth';
import { ConfigError } from '@halyard/http';

const keyBytes = 32;
const shortestPassword = 16;

/** A secret of this installation, readable to its owner only; made when it is first needed. */
export async function ensureSecret(file: string, generate: () => string): Promise<string> {
  const temporary = `${file}.new`;
  await writeFile(temporary, generate(), { mode: 0o600, flush: true });
  try {
    // Linked when it is whole: a start that is killed leaves all of it or nothing.
    await link(temporary, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(temporary, { force: true });
  }
  return readFile(file, 'utf8');
}

/** The key that encrypts what processes keep on the disk, as its file holds it. */
export const generateInstallationKey = (): string => `${randomBytes(keyBytes).toString('hex')}\n`;

export async function readInstallationKey(file: string): Promise<Buffer> {
  const text = (await readFile(file, 'utf8')).trim();
  const key = Buffer.from(text, 'hex');
  if (key.length !== keyBytes) {
    throw new ConfigError(`${file} must hold ${keyBytes} bytes in hexadecimal.`);
  }
  return key;
}

/** What operators show to look at queues, as its file holds it. */
export const generateOperatorPassword = (): string =>
  `${randomBytes(keyBytes).toString('base64url')}\n`;

export async function readOperatorPassword(file: string): Promise<string> {
  const password = (await readFile(file, 'utf8')).trim();
  if (password.length < shortestPassword) {
    throw new ConfigError(`${file} must hold at least ${shortestPassword} characters.`);
  }
  return password;
}

/** What users' identifiers are hashed with: of the installation, and good for nothing else. */
export const readIdentifierSecret = async (file: string): Promise<string> =>
  deriveSecret(await readInstallationKey(file), 'identifiers').toString('hex');

/** What evaluation ids are signed with. */
export async function readEvaluationSecrets(file: string): Promise<EvaluationSecrets> {
  const text = await readFile(file, 'utf8');
  try {
    return parseEvaluationSecrets(text);
  } catch (error) {
    throw new ConfigError(`${file}: ${(error as Error).message}`);
  }
}
