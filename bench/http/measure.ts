import type { Probe } from '../shared/probe.ts';
import { median } from '../shared/statistics.ts';
import { runWrk, type Target, type Throughput } from './load/closed-loop.ts';
import type { Wrk } from './load/find-wrk.ts';
import { runOpenLoop, type OpenLoopLatencies } from './load/open-loop.ts';

export const caseNames = ['hello', 'evaluate', 'list'] as const;
export type CaseName = (typeof caseNames)[number];

export interface Case extends Target {
  name: CaseName;
}

export interface Measured<T> {
  name: CaseName;
  runs: T[];
}

const warmUpSeconds = 2;
const closedRuns = 5;
const closedSeconds = 5;
const openRuns = 5;
const openSeconds = 6;
const spins = 5;

/** Runs all cases in turn, again and again, so that what slows the machine slows all of them. */
export async function measureThroughput(
  wrk: Wrk,
  cases: readonly Case[],
  probe: Probe,
): Promise<Measured<Throughput>[]> {
  for (const one of cases) await runWrk(wrk, one, warmUpSeconds);
  return interleave(cases, closedRuns, probe, (one) => runWrk(wrk, one, closedSeconds));
}

/** Likewise, each with as many requests a second as half of what `evaluate` can answer. */
export async function measureLatencies(
  file: string,
  cases: readonly Case[],
  probe: Probe,
  perSecond: number,
): Promise<Measured<OpenLoopLatencies>[]> {
  return interleave(cases, openRuns, probe, ({ port, requestsFile }) =>
    runOpenLoop(file, { port, requestsFile, perSecond, seconds: openSeconds }),
  );
}

async function interleave<T>(
  cases: readonly Case[],
  rounds: number,
  probe: Probe,
  run: (one: Case) => Promise<T>,
): Promise<Measured<T>[]> {
  const measured = cases.map(({ name }) => ({ name, runs: [] as T[] }));
  for (let round = 1; round <= rounds; round++) {
    process.stdout.write(`Round ${round} of ${rounds} …\n`);
    for (const [index, one] of cases.entries()) {
      for (let spin = 0; spin < spins; spin++) probe.spin();
      measured[index]!.runs.push(await run(one));
    }
  }
  return measured;
}

export const findRuns = <T>(measured: readonly Measured<T>[], name: CaseName): T[] | undefined =>
  measured.find((one) => one.name === name)?.runs;

/** Half of what a case answers at most, in the median. */
export const halfOf = (measured: readonly Measured<Throughput>[], name: CaseName): number =>
  Math.round(median(findRuns(measured, name)!.map(({ perSecond }) => perSecond)) / 2);
