// `npm run bench -- http`: how many requests a second the evaluation endpoint answers, and how soon,
// beside a plain node:http server.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { migrateQueues } from '@halyard/queue';

import { startBenchPostgres } from '../shared/postgres.ts';
import { createProbe, type Probe } from '../shared/probe.ts';
import type { Results } from './bars.ts';
import { createCases } from './cases.ts';
import { findWrk } from './load/find-wrk.ts';
import { generatorArgument, runGenerator } from './load/open-loop.ts';
import { caseNames, halfOf, measureLatencies, measureThroughput, type Case } from './measure.ts';
import { describeRun } from './report.ts';
import { seed } from './seed.ts';
import { startHello, startServe, type RunningServer } from './servers.ts';

const file = fileURLToPath(import.meta.url);
const spins = 25;

if (process.argv[2] === generatorArgument) await runGenerator(process.argv[3]!);
else await runAll();

async function runAll(): Promise<void> {
  const names = caseNames.filter((name) => name !== 'list' || process.argv[2] !== 'evaluate');
  const postgres = await startBenchPostgres();
  const folder = await mkdtemp(join(tmpdir(), 'halyard-bench-'));
  const servers: RunningServer[] = [];
  try {
    process.stdout.write('Filling a database …\n');
    await migrateQueues(postgres.url);
    const keys = await seed(postgres.url);
    const hello = await startHello(folder);
    servers.push(hello);
    const serve = await startServe(folder, postgres.url);
    servers.push(serve);
    await measure(await createCases({ folder, hello, serve, keys, names }));
  } finally {
    for (const server of servers) await server.stop();
    await postgres.stop();
    await rm(folder, { recursive: true });
  }
}

async function measure(cases: readonly Case[]): Promise<void> {
  const probe = createProbe();
  spinOften(probe);
  probe.next();
  const throughput = await measureThroughput(findWrk(), cases, probe);
  probe.next();
  const perSecond = halfOf(throughput, 'evaluate');
  const open = cases.filter(({ name }) => name !== 'list');
  const latencies = await measureLatencies(file, open, probe, perSecond);
  probe.next();
  spinOften(probe);
  const results: Results = { throughput, latencies, perSecond };
  const { text, isMet } = describeRun(results, probe);
  process.stdout.write(`${text}\n`);
  process.exitCode = isMet ? 0 : 1;
}

function spinOften(probe: Probe): void {
  for (let spin = 0; spin < spins; spin++) probe.spin();
}
