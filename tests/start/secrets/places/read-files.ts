import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { outsideLocation, stateFile, type Checkout } from '../../driver/checkout/checkout.ts';
import type { Place } from './place.ts';

export interface StoredFile {
  /** As seen from `.halyard`. */
  name: string;
  text: string;
  /** In octal. */
  mode: string;
}

/** All of `.halyard`, but for PostgreSQL's own files, which are read as tables. */
export async function readFiles(checkout: Checkout): Promise<StoredFile[]> {
  const state = stateFile(checkout);
  const folders = [state, outsideLocation(checkout)].filter((folder) => folder !== undefined);
  const files = (await Promise.all(folders.map(listFiles))).flat();
  return Promise.all(
    files.map(async (file) => ({
      name: relative(state, file),
      text: await readFile(file, 'utf8'),
      mode: ((await stat(file)).mode & 0o777).toString(8),
    })),
  );
}

/** A log's lines are places of their own; so is every other file. */
export const asPlaces = (
  files: readonly StoredFile[],
  meantIn: (file: string, line: string) => readonly string[],
): Place[] =>
  files.flatMap(({ name, text }) => {
    const parts = name.endsWith('.log') ? text.split('\n') : [text];
    return parts.map((part, n) => ({
      name: `${name}:${n + 1}`,
      text: part,
      meant: meantIn(name, part),
    }));
  });

const ofPostgres = new Set(['data', 'binaries']);

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return ofPostgres.has(entry.name) ? [] : listFiles(path);
      return entry.isFile() ? [path] : [];
    }),
  );
  return found.flat();
}
