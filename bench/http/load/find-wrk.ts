import { spawnSync } from 'node:child_process';

import { unpackFromDebian } from '@halyard/testing/programs';

/** How the load generator is called: a command, and arguments that come first. */
export type Wrk = readonly [command: string, ...args: string[]];

/** wrk of the PATH, else Debian's, put into the cache; no root is needed for either. */
export function findWrk(): Wrk {
  // Asked for its version it says so and ends with 1.
  if (!spawnSync('wrk', ['-v']).error) return ['wrk'];
  const cached = unpackFromDebian('wrk', 'usr/bin/wrk');
  if (cached) return ['env', `LD_LIBRARY_PATH=${cached.libraryPath}`, cached.path];
  throw new Error(
    'wrk is needed: "apt-get install wrk", "brew install wrk", or https://github.com/wg/wrk',
  );
}
