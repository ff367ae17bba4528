import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

import { createEncryption } from '../saved/encryption.ts';
import { fromLines, toLines } from '../saved/lines.ts';
import type { SavedReplica } from '../saved/saved-replica.ts';

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

export function createDiskCopy({ directory, key }: DiskCopyOptions): DiskCopy {
  const { encrypt, decrypt } = createEncryption({ header: 'HALYARD-REPLICA-1\n', key });
  const current = join(directory, 'replica.current');
  const previous = join(directory, 'replica.previous');
  const next = join(directory, 'replica.next');

  return {
    async read(onUnusable) {
      // The last one is whole when the process ended between two renames.
      for (const file of [current, previous, next]) {
        try {
          return fromLines(decrypt(await readFile(file)));
        } catch (error) {
          if (!isMissing(error)) onUnusable(file, error);
        }
      }
      return undefined;
    },
    async write(saved) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await writeWhole(next, encrypt(toLines(saved)));
      await rename(current, previous).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      });
      await rename(next, current);
      await syncDirectory(directory);
    },
  };
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** The file is on the disk when it resolves. */
async function writeWhole(path: string, pieces: AsyncIterable<Buffer>): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    for await (const piece of pieces) await file.write(piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** So that the renames outlive a loss of power. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
