import { randomBytes } from 'node:crypto';
import { chmod, link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { systemCode } from '../failure.ts';
import { readIfPresent, statIfPresent, syncFolder } from './files.ts';

/** The password of the installation; made, and safely on disk, before there is data. */
export async function ensurePassword(directory: string, data: string): Promise<string> {
  const file = join(directory, 'postgres.password');
  const existing = await readIfPresent(file);
  if (existing !== undefined) {
    await chmod(file, 0o600);
    return existing.trim();
  }
  if ((await statIfPresent(data)) !== undefined) {
    throw new Error(
      `There is a database in ${data}, but its password, ${file}, is missing. ` +
        'Restore that file from a backup, or run `npm run reset` to begin with an empty database.',
    );
  }
  await createPassword(file);
  await syncFolder(directory);
  return (await readFile(file, 'utf8')).trim();
}

// link() rather than rename(): of two that start at once, both must end up with the first one's.
async function createPassword(file: string): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(temporary, `${randomBytes(24).toString('base64url')}\n`, {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  });
  await link(temporary, file)
    .catch((error: unknown) => {
      if (systemCode(error) !== 'EEXIST') throw error;
    })
    .finally(() => rm(temporary));
}
