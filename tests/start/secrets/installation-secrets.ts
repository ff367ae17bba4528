import { readFile } from 'node:fs/promises';

import { stateFile, type Checkout } from '../driver/checkout/checkout.ts';
import type { SecretBook } from './secret-book.ts';

/** The files that keep an installation's own secrets. */
export const secretFiles = [
  'audit-key.pem',
  'demo-keys.json',
  'evaluation-secrets',
  'installation.key',
  'operator-password',
  'postgres.password',
] as const;

/** What stands in a file, without what is known to everybody. */
const secretPattern = /[\w+/=-]{24,}/g;

/** Notes what each of them keeps; gives the secrets by file. */
export async function noteInstallationSecrets(
  checkout: Checkout,
  book: SecretBook,
): Promise<Map<string, string[]>> {
  const byFile = new Map<string, string[]>();
  for (const file of secretFiles) {
    const text = await readFile(stateFile(checkout, file), 'utf8');
    const secrets = (text.match(secretPattern) ?? []).filter((found) => !found.startsWith('-----'));
    byFile.set(
      file,
      secrets.map((secret) => book.add(file, secret)),
    );
  }
  return byFile;
}
