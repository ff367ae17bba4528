// `npm run worker`: one more worker of the installation that runs in this folder, or of the one whose
// database DATABASE_URL names.
import { fileURLToPath } from 'node:url';

import { exitWith } from './exit-with.mjs';
import { buildStandalone, loadBeside, lockFolder } from './prepare.mjs';
import { createProgress } from './progress.mjs';
import { requireNode } from './require-node.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** There is nothing to work for. */
class NotRunningError extends Error {
  /** @override */
  name = 'NotRunningError';
}

try {
  requireNode();
  const progress = createProgress();
  const loaded = await load(progress);
  await loaded.standalone.runWorker({ root, isAlone: loaded.isAlone, onProgress: progress.say });
} catch (error) {
  exitWith(error);
}

/** @param {import('./progress.mjs').Progress} progress */
async function load(progress) {
  /** @type {() => void} */
  let release;
  try {
    release = lockFolder(root);
  } catch (error) {
    return { standalone: await loadBeside(root, error), isAlone: false };
  }
  if (!process.env['DATABASE_URL']) {
    throw new NotRunningError(
      'Halyard does not run in this folder: run `npm start` first, or set DATABASE_URL, REDIS_URL ' +
        'and QUEUE_REDIS_URL as they are where it runs.',
    );
  }
  const standalone = await buildStandalone(root, progress);
  // Workers are any number, and hold up no start.
  release();
  return { standalone, isAlone: true };
}
