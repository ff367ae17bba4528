// `npm test`: installs what is missing and runs every test project; arguments go to the runner.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { runTasks } from './build.mjs';
import { exitWith } from './exit-with.mjs';
import { ensureInstalled } from './install.mjs';
import { createProgress } from './progress.mjs';
import { readReport, slowestTests } from './report.mjs';
import { requireNode } from './require-node.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const reportFile = join(root, '.test-report.json');

try {
  requireNode();
  const progress = createProgress();
  rmSync(reportFile, { force: true });
  await ensureInstalled(root, progress);
  await runTasks(root, ['generate']);
  const status = runVitest(process.argv.slice(2));
  const report = readReport(reportFile);
  if (report) console.log(`\nSlowest tests:\n${slowestTests(report, 20).join('\n')}`);
  process.exit(status);
} catch (error) {
  exitWith(error);
}

/** @param {string[]} args */
function runVitest(args) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const { status } = spawnSync(process.execPath, [vitest, 'run', ...reporters, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return status ?? 1;
}
