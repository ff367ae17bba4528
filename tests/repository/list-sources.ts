import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** This checkout. */
export const sourcesFolder = fileURLToPath(new URL('../..', import.meta.url));

const made = new Set(['node_modules', 'dist', 'generated', '.turbo', '.halyard', '.git']);

/** What a clone of this checkout would hold, with the changes not committed yet. */
export const listSources = async (): Promise<string[]> =>
  (await listByGit()) ?? (await listByWalking(sourcesFolder));

/** Undefined where there is no git, or no repository of ours. */
async function listByGit(): Promise<string[] | undefined> {
  try {
    const listed = await git('ls-files', '-co', '--exclude-standard', '-z');
    const deleted = new Set(await git('ls-files', '-d', '-z'));
    return listed.includes('package.json')
      ? listed.filter((file) => file !== '' && !deleted.has(file))
      : undefined;
  } catch {
    return undefined;
  }
}

async function git(...args: string[]): Promise<string[]> {
  const { stdout } = await promisify(execFile)('git', args, { cwd: sourcesFolder });
  return stdout.split('\0');
}

async function listByWalking(folder: string): Promise<string[]> {
  const files: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (made.has(entry.name)) continue;
    if (entry.isDirectory()) files.push(...(await listByWalking(path)));
    else files.push(relative(sourcesFolder, path));
  }
  return files;
}
