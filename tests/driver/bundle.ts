import { rename } from 'node:fs/promises';
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
  // Tests that run at the same time bundle the same: none may see half of what another writes.
  const own = `${outfile}.${crypto.randomUUID()}`;
  await build(bundleOptions(entry, own));
  await rename(own, outfile);
  return outfile;
}
