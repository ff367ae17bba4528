import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

import { build } from 'esbuild';

let bundled: Promise<string> | undefined;

/** The script of the thread that reads long bodies; it is bundled once for all tests of a process. */
export const readingScript = (): Promise<string> => (bundled ??= bundle());

/** Gives what starts the thread that reads long bodies. */
export async function bundleReading(): Promise<() => Worker> {
  const file = await readingScript();
  return () => new Worker(file);
}

async function bundle(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'halyard-reading-'));
  const outfile = join(folder, 'worker.cjs');
  await build({
    stdin: {
      contents: "import { serveReading } from './serve-reading.ts'; serveReading();",
      resolveDir: fileURLToPath(new URL('../reading/thread', import.meta.url)),
    },
    outfile,
    bundle: true,
    platform: 'node',
    loader: { '.node': 'copy' },
  });
  return outfile;
}
