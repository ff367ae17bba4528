import { chmod, mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';

import type { Account } from '../run.ts';
import { resolveBinaries } from './binaries.ts';
import type { Binaries } from './binaries.ts';
import { usableBinaries } from './copy-binaries.ts';
import { statIfPresent } from './files.ts';
import { chooseLocation, dataIn, readPointer } from './location.ts';
import { own, requireOwner } from './ownership.ts';
import { serverAccount } from './system-user.ts';
import { sweepUnfinished } from './unfinished.ts';

/** Where the server of one installation lives, what runs it, and as whom. */
export interface Installation {
  directory: string;
  location: string;
  folder: string;
  data: string;
  log: string;
  binaries: Binaries;
  account: Account | undefined;
}

export interface Place {
  directory: string;
  root: string;
  onProgress: (message: string) => void;
}

/** Prepares the folders, the user and the binaries, without touching a server or its data. */
export async function openInstallation(place: Place): Promise<Installation> {
  const packaged = resolveBinaries(place.root);
  requirePlainPath(packaged.native);
  const directory = await prepareDirectory(place.directory);
  requirePlainPath(directory);
  const pointed = await readPointer(directory);
  if (pointed !== undefined) await requireLocation(pointed, directory);
  const account = await serverAccount(dataIn(pointed ?? directory));
  const location = pointed ?? (await chooseLocation(directory, packaged, account));
  await sweepUnfinished(location);
  const folder = await prepareFolder(location, account);
  const binaries = await usableBinaries(packaged, location, account, place.onProgress);
  const log = join(folder, 'postgres.log');
  return { directory, location, folder, data: dataIn(location), log, binaries, account };
}

// pg_ctl puts paths between double quotes in a shell command.
function requirePlainPath(path: string): void {
  if (!/["$`\\\n]/.test(path)) return;
  throw new Error(
    `PostgreSQL cannot be started in ${JSON.stringify(path)}: ` +
      'the path has a double quote, dollar sign, backtick, backslash or line break. Use another.',
  );
}

// 0711 lets the unprivileged user pass through without seeing what is there.
async function prepareDirectory(path: string): Promise<string> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const directory = await realpath(path);
  await requireOwner(directory);
  await chmod(directory, process.geteuid?.() === 0 ? 0o711 : 0o700);
  return directory;
}

async function prepareFolder(location: string, account: Account | undefined): Promise<string> {
  const folder = join(location, 'postgres');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await requireOwner(folder);
  await own(folder, account);
  await sweepUnfinished(folder);
  return folder;
}

async function requireLocation(location: string, directory: string): Promise<void> {
  if ((await statIfPresent(location)) !== undefined) return;
  throw new Error(
    `The database of ${directory} was in ${location}, which is gone. ` +
      'Restore that folder, or run `npm run reset` to begin with an empty database.',
  );
}
