import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Bundles a script of this folder so that Node can run it as a process; gives the file to run. */
export async function bundle(script: string): Promise<string> {
  const outfile = join(here, '../node_modules/.cache/propagation', script.replace('.ts', '.mjs'));
  await build({
    entryPoints: [join(here, script)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    external: ['pg-native'],
    banner: {
      // CommonJS dependencies call `require`, which an ES module does not have.
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return outfile;
}
