// `npm run bench -- plan`: how long after 110 % of a plan another process refuses evaluations.
import { fileURLToPath } from 'node:url';

import { migrateQueues } from '@halyard/queue';

import { startBenchPostgres } from '../shared/postgres.ts';
import { runNode } from './node-process.ts';
import { describeRun } from './report.ts';
import { run } from './run.ts';
import { runWorker } from './worker-process.ts';

const file = fileURLToPath(import.meta.url);
const rounds = 20;
const [, , role, url] = process.argv;

if (role === 'node') {
  await runNode(url!);
} else if (role === 'worker') {
  await runWorker(url!);
} else {
  const postgres = await startBenchPostgres();
  try {
    await migrateQueues(postgres.url);
    process.stdout.write(`${rounds} organizations use up their plan: ten seconds …\n`);
    const { text, isMet } = describeRun(await run({ url: postgres.url, file, rounds }));
    process.stdout.write(`${text}\n`);
    process.exitCode = isMet ? 0 : 1;
  } finally {
    await postgres.stop();
  }
}
