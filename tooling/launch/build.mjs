import { delimiter, join } from 'node:path';

import { execute } from './execute.mjs';

/**
 * Runs turbo tasks; what has not changed since the last time comes from turbo's cache.
 *
 * @param {string} root
 * @param {string[]} tasks
 */
export async function runTasks(root, tasks) {
  const bin = join(root, 'node_modules', '.bin');
  await execute(join(bin, 'turbo'), ['run', ...tasks, '--output-logs=errors-only'], {
    cwd: root,
    environment: {
      // turbo calls pnpm, which a bare machine has only among our packages.
      PATH: `${bin}${delimiter}${process.env['PATH']}`,
      TURBO_TELEMETRY_DISABLED: '1',
      TURBO_NO_UPDATE_NOTIFIER: '1',
    },
  });
}
