// `npm run bench -- streaming`: how soon changes come to thousands of streams, what a stream costs,
// and what thousands that come back at once do to others.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { generatorArgument, runGenerator } from '../http/load/open-loop.ts';
import { printFindings, type Findings } from '../shared/findings.ts';
import { startBenchPostgres } from '../shared/postgres.ts';
import { createProbe, type Probe } from '../shared/probe.ts';
import { processArgument } from '../shared/process.ts';
import { runClients } from './clients/clients.ts';
import { runHerd } from './clients/herd.ts';
import { measureFanOut } from './fan-out/fan-out.ts';
import { describeFanOut } from './fan-out/report.ts';
import { measureHerd } from './herd/herd.ts';
import { describeHerd } from './herd/report.ts';
import { measureLatency } from './latency/latency.ts';
import { describeLatency } from './latency/report.ts';
import { runNode } from './processes/node.ts';
import { runPeer } from './processes/peer.ts';
import type { Setting } from './setting.ts';
import { createWriter } from './writer.ts';

const spins = 10;
const file = fileURLToPath(import.meta.url);
const roles: Record<string, () => void> = {
  node: runNode,
  peer: runPeer,
  clients: runClients,
  herd: runHerd,
};
const parts: Record<string, (setting: Setting) => Promise<Findings>> = {
  'fan-out': async (setting) => describeFanOut(await measureFanOut(setting)),
  latency: async (setting) => describeLatency(await measureLatency(setting)),
  herd: async (setting) => describeHerd(await measureHerd(setting)),
};

const [, , argument = '', input] = process.argv;
if (argument === generatorArgument) await runGenerator(input!);
else if (argument === processArgument) roles[input!]!();
else if (argument === '') await runAll(Object.keys(parts));
else if (parts[argument]) await runAll([argument]);
else throw new Error(`There is no such part; parts are ${Object.keys(parts).join(', ')}.`);

async function runAll(names: readonly string[]): Promise<void> {
  const postgres = await startBenchPostgres();
  const folder = await mkdtemp(join(tmpdir(), 'halyard-bench-'));
  const writer = createWriter(postgres.url);
  const probe = createProbe();
  const findings: Findings[] = [];
  try {
    for (const name of names) {
      process.stdout.write(`${name}: about a minute …\n`);
      spinOften(probe);
      const setting = { file, databaseUrl: postgres.url, folder, writer, probe };
      findings.push(await parts[name]!(setting));
      probe.next();
    }
    spinOften(probe);
  } finally {
    await writer.close();
    await postgres.stop();
    await rm(folder, { recursive: true });
  }
  printFindings(findings, probe);
}

function spinOften(probe: Probe): void {
  for (let spin = 0; spin < spins; spin++) probe.spin();
}
