import { existsSync } from 'node:fs';

import { findOnPath } from './find-on-path.ts';
import { installFromDebian } from './install-from-debian.ts';
import { unpackFromDebian } from './unpack-from-debian.ts';

/** A program that tests need and the machine may lack. */
export interface Program {
  path: string;
  /** `LD_LIBRARY_PATH` for it, where its libraries are not the machine's. */
  libraryPath?: string;
}

export interface ProgramSearch {
  /** What it is called on the PATH, the first choice first. */
  names: readonly string[];
  debianPackage: string;
  /** Where the program's file is in the package. */
  packagedFile: string;
  /** Called before it is fetched, which takes a while. */
  onFetch: () => void;
}

/** A program of the PATH; else Debian's, installed by root, or put into the cache by anybody. */
export function findProgram(search: ProgramSearch): Program | undefined {
  const present = findInstalled(search);
  if (present || !existsSync('/etc/debian_version')) return present;
  search.onFetch();
  if (process.getuid?.() === 0) installFromDebian(search.debianPackage);
  return findInstalled(search) ?? unpackFromDebian(search.debianPackage, search.packagedFile);
}

function findInstalled({ names }: ProgramSearch): Program | undefined {
  const path = findOnPath(...names);
  return path === undefined ? undefined : { path };
}
