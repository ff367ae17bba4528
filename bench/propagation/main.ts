// `npm run bench -- propagation`: how long after a commit another process answers by it.
import { fileURLToPath } from 'node:url';

import { startBenchPostgres } from '../shared/postgres.ts';
import { readerArgument, runReader } from './reader.ts';
import { describeRun } from './report.ts';
import { changesCount, runWriter } from './writer.ts';

const file = fileURLToPath(import.meta.url);

if (process.argv[2] === readerArgument) {
  await runReader(process.argv[3]!);
} else {
  const postgres = await startBenchPostgres();
  try {
    process.stdout.write(`${changesCount} changes, 20 a second: about a minute …\n`);
    const { text, isMet } = describeRun(await runWriter(postgres.url, file));
    process.stdout.write(`${text}\n`);
    process.exitCode = isMet ? 0 : 1;
  } finally {
    await postgres.stop();
  }
}
