import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';

import type { OrganizationSnapshot } from '../state/organization-snapshot.ts';
import { readEncrypted, writeEncrypted } from './encrypted-file.ts';
import { fromLines, toLines } from './lines.ts';

/** What a node knew. */
export interface SavedReplica {
  organizations: Iterable<OrganizationSnapshot>;
  /** When PostgreSQL was last heard from: Unix time, milliseconds. */
  lastContactMs: number | undefined;
}

/** What a node knows, on its disk: two generations, encrypted, each whole or not used. */
export interface DiskCopy {
  /** The newest that is whole; files that are not are told of. Never rejects. */
  read(onUnusable: (file: string, error: unknown) => void): Promise<SavedReplica | undefined>;
  /** Organizations are asked for one by one; must not run twice at once. */
  write(saved: SavedReplica): Promise<void>;
}

export interface DiskCopyOptions {
  /** Made when it is not there. */
  directory: string;
  /** Of the installation; 32 bytes. */
  key: Buffer;
}

const keyLength = 32;

export function createDiskCopy({ directory, key }: DiskCopyOptions): DiskCopy {
  if (key.length !== keyLength) throw new Error(`The key of a disk copy has ${keyLength} bytes.`);
  const current = join(directory, 'replica.current');
  const previous = join(directory, 'replica.previous');
  const next = join(directory, 'replica.next');

  return {
    async read(onUnusable) {
      // The last one is whole when the process ended between two renames.
      for (const file of [current, previous, next]) {
        try {
          return fromLines(await readEncrypted(file, key));
        } catch (error) {
          if (!isMissing(error)) onUnusable(file, error);
        }
      }
      return undefined;
    },
    async write(saved) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await writeEncrypted(next, key, toLines(saved));
      await rename(current, previous).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      });
      await rename(next, current);
      await syncDirectory(directory);
    },
  };
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** So that the renames outlive a loss of power. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
