// `npm run verify`: what can be known without running the program. Every check runs, side by side.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { runTasks } from './build.mjs';
import { execute } from './execute.mjs';
import { exitWith } from './exit-with.mjs';
import { ensureInstalled } from './install.mjs';
import { createProgress } from './progress.mjs';
import { requireNode } from './require-node.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** @type {Record<string, [string, ...string[]]>} */
const checks = {
  format: ['oxfmt', '--check'],
  lint: ['oxlint', '--type-aware', '--deny-warnings'],
  types: ['tsc', '-p', '.'],
  "types of the pages' script": ['tsc', '-p', 'apps/control/src/pages/client'],
  'unused code': ['knip'],
  repository: ['vitest', 'run', '--project', 'repository'],
};

try {
  requireNode();
  const progress = createProgress();
  await ensureInstalled(root, progress);
  await runTasks(root, ['generate']);
  const results = await Promise.all(Object.keys(checks).map(runCheck));
  const failures = results.filter((output) => output !== undefined);
  for (const output of failures) console.error(`\n${output}`);
  progress.say(failures.length === 0 ? 'Everything is in order' : `${failures.length} failed`);
  process.exit(failures.length === 0 ? 0 : 1);

  /** @param {string} name */
  async function runCheck(name) {
    const [command = '', ...args] = checks[name] ?? [];
    try {
      await execute(join(root, 'node_modules', '.bin', command), args, { cwd: root });
      progress.say(`${name}: in order`);
      return undefined;
    } catch (error) {
      progress.say(`${name}: failed`);
      return String(error);
    }
  }
} catch (error) {
  exitWith(error);
}
