import type { Stats } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';

import { systemCode } from '../failure.ts';

function undefinedWhenAbsent(error: unknown): undefined {
  if (systemCode(error) === 'ENOENT') return undefined;
  throw error;
}

export async function readIfPresent(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(undefinedWhenAbsent);
}

export async function statIfPresent(path: string): Promise<Stats | undefined> {
  return stat(path).catch(undefinedWhenAbsent);
}

/** Makes the names in a folder survive a power cut: a rename alone is only in memory. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}
