import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

import { findOnPath } from './find-on-path.ts';
import { unpackFromDebian } from './unpack-from-debian.ts';

/** A browser to test with. */
export interface Chromium {
  path: string;
  /** `LD_LIBRARY_PATH` for it, where its libraries are not the machine's. */
  libraryPath?: string;
}

export const chromiumNeeded =
  'The tests of pages need Chromium on the PATH: "apt-get install chromium" (Debian), ' +
  '"dnf install chromium" (Fedora), "brew install --cask chromium" (macOS).';

/** Chromium of the PATH; else Debian's, installed by root, or put into the cache by anybody. */
export function findChromium(say: (message: string) => void): Chromium | undefined {
  const present = findInstalled();
  if (present || !existsSync('/etc/debian_version')) return present;
  say('Fetching Chromium for the tests of pages, once …');
  if (process.getuid?.() === 0) install();
  return findInstalled() ?? unpackFromDebian('chromium', 'usr/lib/chromium/chromium');
}

function findInstalled(): Chromium | undefined {
  const path = findOnPath('chromium', 'chromium-browser', 'google-chrome');
  return path === undefined ? undefined : { path };
}

/** Lists are fetched only where the package is in none of them. */
function install(): void {
  const apt = (...args: string[]) => spawnSync('apt-get', args, { stdio: 'ignore' }).status === 0;
  const add = () => apt('install', '-y', '--no-install-recommends', 'chromium');
  if (!add() && apt('update')) add();
}
