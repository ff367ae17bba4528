import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** How the load generator is called: a command, and arguments that come first. */
export type Wrk = readonly [command: string, ...args: string[]];

const folder = join(process.cwd(), 'node_modules/.cache/wrk');
const packages = ['wrk', 'libluajit-5.1-2'];

/** wrk of the PATH, else Debian's, put into the cache; no root is needed for either. */
export function findWrk(): Wrk {
  // Asked for its version it says so and ends with 1.
  if (!spawnSync('wrk', ['-v']).error) return ['wrk'];
  if (!findCached()) fetchFromDebian();
  const cached = findCached();
  if (cached) return cached;
  throw new Error(
    'wrk is needed: "apt-get install wrk", "brew install wrk", or https://github.com/wg/wrk',
  );
}

function findCached(): Wrk | undefined {
  const command = join(folder, 'usr/bin/wrk');
  if (!existsSync(command)) return undefined;
  const libraries = join(folder, 'usr/lib');
  const paths = readdirSync(libraries).map((name) => join(libraries, name));
  return ['env', `LD_LIBRARY_PATH=${paths.join(':')}`, command];
}

/** What goes wrong shows in that nothing is there afterwards. */
function fetchFromDebian(): void {
  mkdirSync(folder, { recursive: true });
  spawnSync('apt-get', ['download', ...packages], { cwd: folder });
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.deb'))) {
    spawnSync('dpkg', ['-x', file, '.'], { cwd: folder });
  }
}
