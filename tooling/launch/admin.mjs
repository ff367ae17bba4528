// `npm run admin -- <command>`: what operators do with accounts, while Halyard runs or not.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { exitWith } from './exit-with.mjs';
import { takeLock } from './lock.mjs';
import { loadBeside, prepareStandalone } from './prepare.mjs';
import { createProgress } from './progress.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

try {
  // One at a time: the first to end stops the server that it started for itself.
  takeLock(join(root, '.halyard', 'admin.lock'), 'npm run admin');
  const { standalone, isAlone } = await load();
  await standalone.admin({ root, args: process.argv.slice(2), isAlone });
} catch (error) {
  exitWith(error);
}

/** While Halyard runs, what it was built from stays as it is. */
async function load() {
  try {
    // Answers alone go where a script reads them.
    const standalone = await prepareStandalone(root, createProgress(console.error));
    return { standalone, isAlone: true };
  } catch (error) {
    return { standalone: await loadBeside(root, error), isAlone: false };
  }
}
