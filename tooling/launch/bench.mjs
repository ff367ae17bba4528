// `npm run bench -- <name>`: bundles one benchmark, so that what is measured is what ships, and
// runs it; without a name, says which there are.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { runTasks } from './build.mjs';
import { bundleOptions } from './bundle-options.mjs';
import { exitWith } from './exit-with.mjs';
import { ensureInstalled } from './install.mjs';
import { createProgress } from './progress.mjs';
import { requireNode } from './require-node.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'bench');

try {
  requireNode();
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'main.ts')));
  const [name = '', ...args] = process.argv.slice(2);
  if (!names.includes(name)) {
    console.error(`npm run bench -- <name>, where <name> is one of: ${names.join(', ')}`);
    process.exit(1);
  }
  await ensureInstalled(root, createProgress());
  await runTasks(root, ['generate', 'build']);
  process.exit(run(await bundle(name), args));
} catch (error) {
  exitWith(error);
}

/** @param {string} name */
async function bundle(name) {
  const { build } = createRequire(join(folder, 'package.json'))('esbuild');
  const outfile = join(root, 'node_modules', '.cache', 'bench', `${name}.mjs`);
  await build(bundleOptions(join(folder, name, 'main.ts'), outfile));
  return outfile;
}

/**
 * @param {string} file
 * @param {string[]} args
 */
function run(file, args) {
  const { status } = spawnSync(process.execPath, ['--expose-gc', file, ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  return status ?? 1;
}
