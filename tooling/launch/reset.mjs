// `npm run reset`: deletes the installation of this folder, data and keys, so that the next start
// begins anew.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';

import { exitWith } from './exit-with.mjs';
import { prepareStandalone } from './prepare.mjs';
import { createProgress } from './progress.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

try {
  const progress = createProgress();
  if (await isConfirmed()) {
    const standalone = await prepareStandalone(root, progress);
    await standalone.reset({ root });
    await rm(join(root, '.halyard'), { recursive: true, force: true });
    progress.say('All data of this folder is deleted; npm start begins anew');
  }
} catch (error) {
  exitWith(error);
}

/** Asks before anything is deleted, where there is somebody to ask. */
async function isConfirmed() {
  if (!process.stdin.isTTY || process.argv.includes('--yes')) return true;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('This deletes all data of this folder. Continue? (y/N) ');
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
