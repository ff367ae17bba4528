import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

import { bundleOptions } from '../../tooling/launch/bundle-options.mjs';

const cache = fileURLToPath(new URL('../node_modules/.cache/processes', import.meta.url));

/** Bundles a script so that Node can run it as a process; gives the file to run. */
export async function bundle(script: URL): Promise<string> {
  const entry = fileURLToPath(script);
  const name = `${basename(dirname(entry))}-${basename(entry, '.ts')}.mjs`;
  const outfile = join(cache, name);
  await build(bundleOptions(entry, outfile));
  return outfile;
}
