import { join } from 'node:path';

import { runTasks } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { LockedError, takeLock } from './lock.mjs';
import { requireNode } from './require-node.mjs';

/**
 * What apps/standalone offers once it is built.
 *
 * @typedef {object} Standalone
 * @property {(options: { root: string, onProgress: (message: string) => void }) => Promise<void>} run
 * @property {(options: { root: string }) => Promise<void>} reset
 * @property {(options: { root: string, args: string[], isAlone: boolean }) => Promise<void>} admin
 * @property {(options: { root: string, isAlone: boolean, onProgress: (message: string) => void }) => Promise<void>} runWorker
 */

/**
 * Takes the folder's lock: what Halyard is built from stays as it is while another holds it.
 *
 * @param {string} root
 */
export const lockFolder = (root) => takeLock(join(root, '.halyard', 'start.lock'));

/**
 * Takes the folder's lock, installs and builds what is missing, and loads the built program.
 *
 * @param {string} root
 * @param {import('./progress.mjs').Progress} progress
 * @returns {Promise<Standalone>}
 */
export async function prepareStandalone(root, progress) {
  requireNode();
  lockFolder(root);
  return buildStandalone(root, progress);
}

/**
 * Installs and builds what is missing, and loads the built program; for whoever has the lock.
 *
 * @param {string} root
 * @param {import('./progress.mjs').Progress} progress
 */
export async function buildStandalone(root, progress) {
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
const loadStandalone = (root) => import(join(root, 'apps', 'standalone', 'dist', 'main.js'));

/**
 * Loads it beside whoever holds the folder's lock.
 *
 * @param {string} root
 * @param {unknown} error What taking the lock failed with.
 */
export async function loadBeside(root, error) {
  if (!(error instanceof LockedError)) throw error;
  return loadStandalone(root).catch(() => {
    // It is not built yet: whoever holds the lock is just about to.
    throw error;
  });
}
