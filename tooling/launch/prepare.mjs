import { join } from 'node:path';

import { runTasks } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { takeLock } from './lock.mjs';
import { requireNode } from './require-node.mjs';

/**
 * What apps/standalone offers once it is built.
 *
 * @typedef {object} Standalone
 * @property {(options: { root: string, onProgress: (message: string) => void }) => Promise<void>} run
 * @property {(options: { root: string }) => Promise<void>} reset
 * @property {(options: { root: string, args: string[], isAlone: boolean }) => Promise<void>} admin
 */

/**
 * Takes the folder's lock, installs and builds what is missing, and loads the built program.
 *
 * @param {string} root
 * @param {import('./progress.mjs').Progress} progress
 * @returns {Promise<Standalone>}
 */
export async function prepareStandalone(root, progress) {
  requireNode();
  takeLock(join(root, '.halyard', 'start.lock'));
  await ensureInstalled(root, progress);
  await progress.step('Building', 'Built', () => runTasks(root, ['build']));
  return loadStandalone(root);
}

/**
 * Loads the program as it was built.
 *
 * @param {string} root
 * @returns {Promise<Standalone>}
 */
export const loadStandalone = (root) => import(join(root, 'apps', 'standalone', 'dist', 'main.js'));
