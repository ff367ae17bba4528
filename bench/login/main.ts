// `npm run bench -- login`: whether wrong logins tell which accounts there are, and what a flood of
// them does to evaluation and to the right user.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { migrateQueues } from '@halyard/queue';

import { checkEvaluations } from '../http/check-answers.ts';
import { generatorArgument, runGenerator } from '../http/load/open-loop.ts';
import { createEvaluations, writeRequests } from '../http/requests.ts';
import { seed } from '../http/seed.ts';
import { startServe } from '../http/servers.ts';
import { startBenchPostgres } from '../shared/postgres.ts';
import { createProbe } from '../shared/probe.ts';
import { createClient } from './client.ts';
import { compareAccounts } from './compare-accounts.ts';
import { registerPerson } from './people.ts';
import { describeRun } from './report.ts';
import { runRound, type Round } from './rounds.ts';

const file = fileURLToPath(import.meta.url);
/** Together 1 000. */
const attemptsOfRounds = [333, 333, 334];

if (process.argv[2] === generatorArgument) await runGenerator(process.argv[3]!);
else await runAll();

async function runAll(): Promise<void> {
  const postgres = await startBenchPostgres();
  const folder = await mkdtemp(join(tmpdir(), 'halyard-bench-'));
  try {
    process.stdout.write('Filling a database …\n');
    await migrateQueues(postgres.url);
    const evaluations = createEvaluations(await seed(postgres.url));
    const requestsFile = join(folder, 'evaluate.requests');
    await writeRequests(requestsFile, evaluations);
    const more = { ALLOW_SIGNUP: 'true', TRUST_PROXY: '1' };
    const serve = await startServe(folder, postgres.url, more);
    try {
      await checkEvaluations(serve.port, evaluations);
      await measure(serve.port, requestsFile);
    } finally {
      await serve.stop();
    }
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true });
  }
}

async function measure(port: number, requestsFile: string): Promise<void> {
  const probe = createProbe();
  const client = createClient(port);
  const person = await registerPerson(client, 'person@example.com');
  const comparison = await compareAccounts(client);
  const rounds: Round[] = [];
  for (const [index, attempts] of attemptsOfRounds.entries()) {
    process.stdout.write(`Round ${index + 1} of ${attemptsOfRounds.length}: a minute …\n`);
    if (index > 0) probe.next();
    rounds.push(await runRound({ file, port, requestsFile, client, person, probe, attempts }));
  }
  const { text, isMet } = describeRun({ comparison, rounds }, probe);
  process.stdout.write(`${text}\n`);
  process.exitCode = isMet ? 0 : 1;
}
