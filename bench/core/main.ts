// `npm run bench -- core`: how fast the engine decides, beside flagd-core on the same flags.
import { fileURLToPath } from 'node:url';

import { createProbe, type Probe } from '../shared/probe.ts';
import { allocationsArgument, countAllocations, sendAllocations } from './allocations.ts';
import { few, many } from './bars.ts';
import { createCases, createEmptyCase } from './cases.ts';
import { timeFlag, timeFlagBeside, timeSegment } from './compiling.ts';
import { createPeople } from './contexts.ts';
import { loadEngines } from './engines.ts';
import { measure } from './measure.ts';
import { describeRun, type Run } from './report.ts';
import { checkAnswers } from './sanity.ts';

const file = fileURLToPath(import.meta.url);
const rounds = 61;
const spins = 25;

if (process.argv[2] === allocationsArgument) {
  await sendAllocations();
} else {
  const { text, isMet } = describeRun(await runAll());
  process.stdout.write(`${text}\n`);
  process.exitCode = isMet ? 0 : 1;
}

async function runAll(): Promise<Run> {
  // First, so that the first flag compiled is the first this process ever compiles.
  const flag = timeFlag();
  const segment = timeSegment();
  const beside = timeFlagBeside(many);
  const allocations = await countAllocations(file);
  const probe = createProbe();
  spinOften(probe);
  probe.next();
  const evaluations = timeEvaluations(probe);
  probe.next();
  spinOften(probe);
  return { flag, segment, ...beside, allocations, probe, ...evaluations };
}

function timeEvaluations(probe: Probe): Pick<Run, 'timings' | 'shares'> {
  const people = createPeople();
  const engines = [few, many].map((loaded) => ({ loaded, loadedEngines: loadEngines(loaded) }));
  const shares = engines.map(({ loaded, loadedEngines }) =>
    checkAnswers(loadedEngines, loaded, people),
  );
  const cases = engines.flatMap(({ loaded, loadedEngines }) =>
    createCases(loadedEngines, loaded, people),
  );
  globalThis.gc!();
  const timings = measure([...cases, createEmptyCase(people)], rounds, probe.spin);
  return { timings, shares: shares[0]! };
}

function spinOften(probe: Probe): void {
  for (let spin = 0; spin < spins; spin++) probe.spin();
}
