import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { listSources, sourcesFolder } from '../../../repository/list-sources.ts';

/** What tools write to while they run. */
const written = ['.cache', '.vite', '.vitest'];

/**
 * Installs a checkout's packages as links to those that are installed here, which nothing writes to.
 * Where files cannot be linked nothing is installed, and `npm start` does it.
 */
export async function linkPackages(target: string): Promise<void> {
  const files = await listSources();
  const folders = files.filter((file) => basename(file) === 'package.json').map(dirname);
  const installed = folders.map((folder) => join(folder, 'node_modules'));
  try {
    for (const folder of installed.filter((one) => existsSync(join(sourcesFolder, one)))) {
      await promisify(execFile)('cp', ['-al', join(sourcesFolder, folder), join(target, folder)]);
    }
  } catch {
    for (const folder of installed)
      await rm(join(target, folder), { recursive: true, force: true });
  }
  for (const name of written) {
    await rm(join(target, 'node_modules', name), { recursive: true, force: true });
  }
}
