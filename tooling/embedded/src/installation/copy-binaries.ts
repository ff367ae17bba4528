import { chmod, copyFile, link, lstat, mkdir, readdir, readlink } from 'node:fs/promises';
import { rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';

import { run } from '../run.ts';
import type { Account } from '../run.ts';
import type { Binaries } from './binaries.ts';
import { statIfPresent } from './files.ts';
import { canUseBinaries } from './reach.ts';
import { unfinishedPath } from './unfinished.ts';

/** The binaries where that user can run them: as installed, else copied to the location. */
export async function usableBinaries(
  packaged: Binaries,
  location: string,
  account: Account | undefined,
  onProgress: (message: string) => void,
): Promise<Binaries> {
  if (account === undefined || (await canUseBinaries(account, packaged.native))) return packaged;
  const copy = join(location, `postgres-${packaged.version}`);
  if ((await statIfPresent(copy)) === undefined) {
    onProgress(`Copying PostgreSQL ${packaged.version} (60 MB) to ${copy}`);
    await copyBinaries(packaged.native, copy);
  }
  return { ...packaged, native: copy };
}

/** Deletes the copies of other versions; only while no server runs, it loads libraries from them. */
export async function dropOtherCopies(location: string, native: string): Promise<void> {
  for (const name of await readdir(location)) {
    const path = join(location, name);
    if (!/^postgres-\d[^/]*$/.test(name) || name.includes('.copying-') || path === native) continue;
    await rm(path, { recursive: true, force: true });
  }
}

// The tree is there whole or not at all.
async function copyBinaries(native: string, target: string): Promise<void> {
  const partial = unfinishedPath(target, 'copying');
  try {
    await copyTree(native, partial, new Map());
    // A power cut must not leave a renamed tree of empty files; one call instead of 1 000 fsyncs.
    await run('sync', []);
    await rename(partial, target).catch(async (error: unknown) => {
      if ((await statIfPresent(target)) === undefined) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

// Modes are set anew, because a checkout made under a strict umask is readable by its owner only.
async function copyTree(from: string, to: string, copies: Map<number, string>): Promise<void> {
  await mkdir(to);
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) await copyTree(source, target, copies);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else await copyOnce(source, target, copies);
  }
}

// Package managers turn the symlinks between the libraries into hard links: 45 MB more as copies.
async function copyOnce(source: string, target: string, copies: Map<number, string>) {
  const { ino, mode } = await lstat(source);
  const earlier = copies.get(ino);
  if (earlier !== undefined) return link(earlier, target);
  await copyFile(source, target);
  await chmod(target, (mode & 0o100) === 0 ? 0o644 : 0o755);
  copies.set(ino, target);
}
