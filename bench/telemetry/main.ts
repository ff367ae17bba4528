// `npm run bench -- telemetry`: how many events a second one API process and one worker take in, and
// what that costs evaluation beside them.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { migrateQueues } from '@halyard/queue';
import { startRedis } from '@halyard/testing/redis';

import { generatorArgument, runGenerator } from '../http/load/open-loop.ts';
import { printFindings, type Findings } from '../shared/findings.ts';
import { startBenchPostgres } from '../shared/postgres.ts';
import { createProbe, type Probe } from '../shared/probe.ts';
import { processArgument } from '../shared/process.ts';
import { measureBeside } from './beside/beside.ts';
import { describeBeside } from './beside/report.ts';
import { measureIngest } from './ingest/ingest.ts';
import { describeOnPostgres } from './ingest/on-postgres-report.ts';
import { measureOnPostgres } from './ingest/on-postgres.ts';
import { describeIngest } from './ingest/report.ts';
import { runApi } from './processes/api.ts';
import { runWorker } from './processes/worker.ts';
import { runReporter } from './reporting/reporter.ts';
import { seedPlaces } from './seed.ts';
import type { Setting } from './setting.ts';
import { describeUsers } from './users/report.ts';
import { measureUsers } from './users/users.ts';

const spins = 10;
const file = fileURLToPath(import.meta.url);
const roles: Record<string, () => void> = {
  api: runApi,
  worker: runWorker,
  reporter: runReporter,
};
const parts: Record<string, (setting: Setting) => Promise<Findings>> = {
  ingest: async (setting) => describeIngest(await measureIngest(setting)),
  'ingest-postgres': async (setting) => describeOnPostgres(await measureOnPostgres(setting)),
  users: async (setting) => describeUsers(await measureUsers(setting)),
  beside: async (setting) => describeBeside(await measureBeside(setting)),
};

const [, , argument = '', input] = process.argv;
if (argument === generatorArgument) await runGenerator(input!);
else if (argument === processArgument) roles[input!]!();
else if (argument === '') await runAll(Object.keys(parts));
else if (parts[argument]) await runAll([argument]);
else throw new Error(`There is no such part; parts are ${Object.keys(parts).join(', ')}.`);

/** Each part has servers of its own, so that none finds what another left. */
async function runAll(names: readonly string[]): Promise<void> {
  const probe = createProbe();
  const findings: Findings[] = [];
  for (const name of names) {
    process.stdout.write(`${name}: some minutes …\n`);
    spinOften(probe);
    findings.push(await withServers(probe, parts[name]!));
    probe.next();
  }
  spinOften(probe);
  printFindings(findings, probe);
}

async function withServers(
  probe: Probe,
  measure: (setting: Setting) => Promise<Findings>,
): Promise<Findings> {
  const folder = await mkdtemp(join(tmpdir(), 'halyard-bench-'));
  const postgres = await startBenchPostgres();
  const redis = await startRedis({ directory: folder, durable: true });
  try {
    const { url: databaseUrl } = postgres;
    await migrateQueues(databaseUrl);
    const places = await seedPlaces(databaseUrl);
    const pids = { redis: redis.process.pid!, postgres: postgres.pid };
    return await measure({ file, databaseUrl, redisUrl: redis.url, pids, folder, places, probe });
  } finally {
    await redis.stop();
    await postgres.stop();
    await rm(folder, { recursive: true });
  }
}

function spinOften(probe: Probe): void {
  for (let spin = 0; spin < spins; spin++) probe.spin();
}
