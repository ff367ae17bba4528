import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Account } from '../run.ts';
import type { Binaries } from './binaries.ts';
import { readIfPresent, statIfPresent, syncFolder } from './files.ts';
import { canEnter, canUseBinaries } from './reach.ts';

const sharedFolder = '/var/lib/halyard';
const sharedLocation = /^\/var\/lib\/halyard\/[0-9a-f]{16}$/;

export function dataIn(location: string): string {
  return join(location, 'postgres', 'data');
}

/** Where an installation goes that its unprivileged user cannot reach. */
export function locationOutside(directory: string): string {
  const hash = createHash('sha256').update(directory).digest('hex');
  return join(sharedFolder, hash.slice(0, 16));
}

export async function readPointer(directory: string): Promise<string | undefined> {
  const file = pointerFile(directory);
  const location = (await readIfPresent(file))?.trim();
  if (location === undefined || sharedLocation.test(location)) return location;
  throw new Error(
    `${file} names ${JSON.stringify(location)}, which is no folder below ${sharedFolder}. ` +
      'Restore the file, or delete it if the database is to begin anew.',
  );
}

/** Decides once where data goes: in the directory, else outside with a pointer to it. */
export async function chooseLocation(
  directory: string,
  binaries: Binaries,
  account: Account | undefined,
): Promise<string> {
  if (account === undefined) return directory;
  const entered = await canEnter(account, directory);
  if ((await statIfPresent(dataIn(directory))) !== undefined) {
    if (entered) return directory;
    throw unreachable(directory, account);
  }
  if (entered && (await canUseBinaries(account, binaries.native))) return directory;
  const location = locationOutside(directory);
  await openFolder(sharedFolder);
  await openFolder(location);
  await writePointer(directory, location);
  return location;
}

async function openFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o711);
}

async function writePointer(directory: string, location: string): Promise<void> {
  const file = pointerFile(directory);
  const temporary = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(temporary, `${location}\n`, { mode: 0o600, flush: true });
  await rename(temporary, file);
  await syncFolder(directory);
}

function pointerFile(directory: string): string {
  return join(directory, 'postgres.location');
}

function unreachable(directory: string, { uid }: Account): Error {
  return new Error(
    `The database is in ${dataIn(directory)}, which user ${uid}, who runs PostgreSQL, can no ` +
      'longer reach. Make the folders above it passable again (chmod o+x).',
  );
}
