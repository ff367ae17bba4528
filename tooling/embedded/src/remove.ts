import { readdir, realpath, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { resolveBinaries } from './installation/binaries.ts';
import { usableBinaries } from './installation/copy-binaries.ts';
import { statIfPresent } from './installation/files.ts';
import { dataIn, locationOutside, readPointer } from './installation/location.ts';
import { requireOwner } from './installation/ownership.ts';
import { serverAccount } from './installation/system-user.ts';
import { findPostmaster } from './server/postmaster.ts';
import { stopServer } from './server/stop.ts';
import type { PostgresServerOptions } from './start.ts';

/** Stops a server left behind there, if any, and deletes all that startPostgres made for it. */
export async function removePostgres(
  options: Pick<PostgresServerOptions, 'directory' | 'root'>,
): Promise<void> {
  // A directory already deleted may still have data, and a server, outside.
  const directory = await realpath(options.directory).catch(() => options.directory);
  if ((await statIfPresent(directory)) !== undefined) await requireOwner(directory);
  const outside = new Set([locationOutside(directory)]);
  const pointed = await readPointer(directory);
  if (pointed !== undefined) outside.add(pointed);
  for (const location of [directory, ...outside]) await stopIn(location, options.root);
  for (const location of outside) {
    await remove(location);
    await rmdir(dirname(location)).catch(() => undefined);
  }
  await removeOwnFiles(directory);
}

async function stopIn(location: string, root: string): Promise<void> {
  const data = dataIn(location);
  if ((await statIfPresent(dirname(data))) === undefined) return;
  await requireOwner(dirname(data));
  if ((await findPostmaster(data)) === undefined) return;
  const account = await serverAccount(data);
  const binaries = await usableBinaries(resolveBinaries(root), location, account, () => undefined);
  await stopServer({ data, binaries, account });
}

async function removeOwnFiles(directory: string): Promise<void> {
  if ((await statIfPresent(directory)) === undefined) return;
  const names = await readdir(directory);
  const ours = names.filter((name) => /^postgres(?:$|[.-])/.test(name));
  // The pointer goes last, so that a removal cut short can be repeated.
  for (const name of ours.toSorted((a, b) => rank(a) - rank(b)))
    await remove(join(directory, name));
}

function rank(name: string): number {
  return name.startsWith('postgres.') ? 1 : 0;
}

async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 5 });
}
