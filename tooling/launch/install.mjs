import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { execute } from './execute.mjs';

/**
 * Installs the packages that the lock file names, unless they are there already. Fetching is a
 * step of its own, so that what the network costs is seen apart.
 *
 * @param {string} root
 * @param {import('./progress.mjs').Progress} progress
 */
export async function ensureInstalled(root, progress) {
  const stampFile = join(root, 'node_modules', '.halyard-installed');
  const wanted = await describeInstallation(root);
  const present = await readFile(stampFile, 'utf8').catch(() => undefined);
  if (present === wanted) return;

  const { packageManager } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const pnpm = (/** @type {string[]} */ ...args) =>
    // With CI set pnpm never asks, and never changes the lock file.
    execute('npx', ['-y', packageManager, ...args], { cwd: root, environment: { CI: 'true' } });
  await progress.step('Fetching packages', 'Fetched packages', () => pnpm('fetch'));
  await progress.step('Installing packages', 'Installed packages', () =>
    pnpm('install', '--offline', '--frozen-lockfile'),
  );
  await writeFile(stampFile, wanted);
}

/**
 * What decides whether an installation is still good: the lock file and where it was made for.
 *
 * @param {string} root
 */
async function describeInstallation(root) {
  const hash = createHash('sha256');
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json']) {
    hash.update(await readFile(join(root, file)));
  }
  const { platform, arch, versions } = process;
  return `${hash.digest('hex')} ${platform}-${arch} ${versions.modules}\n`;
}
