// `npm run bench -- replica`: how a node starts on a large organization, and what one change costs it.
import { fileURLToPath } from 'node:url';

import { startBenchPostgres } from '../shared/postgres.ts';
import { measureNode, nodeArgument, runNode } from './node.ts';
import { describeRun } from './report.ts';
import { seed } from './seed.ts';

const file = fileURLToPath(import.meta.url);
const starts = 5;

if (process.argv[2] === nodeArgument) {
  await runNode(process.argv[3]!);
} else {
  const postgres = await startBenchPostgres();
  try {
    process.stdout.write('Filling a database …\n');
    const seeded = await seed(postgres.url);
    const nodes = [];
    for (let start = 1; start <= starts; start++) {
      process.stdout.write(`Starting node ${start} of ${starts} …\n`);
      nodes.push(await measureNode(file, postgres.url));
    }
    const { text, isMet } = describeRun(seeded, nodes);
    process.stdout.write(`${text}\n`);
    process.exitCode = isMet ? 0 : 1;
  } finally {
    await postgres.stop();
  }
}
