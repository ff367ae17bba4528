import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface UnpackedProgram {
  /** The program's file. */
  path: string;
  /** `LD_LIBRARY_PATH` for it. */
  libraryPath: string;
}

/**
 * A program of a Debian package, put into the cache with all that it needs and this machine lacks;
 * no root is needed. `undefined` where that does not work.
 */
export function unpackFromDebian(name: string, program: string): UnpackedProgram | undefined {
  const folder = join(process.cwd(), 'node_modules/.cache', name);
  const path = join(folder, program);
  if (!existsSync(path)) fetchPackages(name, folder);
  return existsSync(path) ? { path, libraryPath: libraryFolders(folder).join(':') } : undefined;
}

/** What goes wrong shows in that nothing is there afterwards. */
function fetchPackages(name: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const { stdout } = spawnSync('apt-get', ['-s', '--no-install-recommends', 'install', name], {
    encoding: 'utf8',
  });
  const missing = [...(stdout ?? '').matchAll(/^Inst (\S+)/gm)].map(([, name]) => name!);
  if (missing.length === 0) return;
  spawnSync('apt-get', ['download', ...missing], { cwd: folder });
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.deb'))) {
    spawnSync('dpkg', ['-x', file, '.'], { cwd: folder });
  }
}

const libraryFolders = (folder: string): string[] =>
  ['lib', 'usr/lib']
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path))
    .flatMap((path) => readdirSync(path).map((name) => join(path, name)));
