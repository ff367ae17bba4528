// Prints the last test run's totals on a line of their own; fails when there was no run.
import { fileURLToPath } from 'node:url';

import { readReport, summarise } from './report.mjs';

const report = readReport(fileURLToPath(new URL('../../.test-report.json', import.meta.url)));
console.log(report ? summarise(report) : '0 passed, 1 failed');
if (!report) process.exit(1);
