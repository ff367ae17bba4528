import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

import { bundleOptions } from '../../../tooling/launch/bundle-options.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Bundles a script of this folder so that Node can run it as a process; gives the file to run. */
export async function bundle(script: string): Promise<string> {
  const outfile = join(
    here,
    '../../node_modules/.cache/propagation',
    script.replace('.ts', '.mjs'),
  );
  await build(bundleOptions(join(here, script), outfile));
  return outfile;
}
