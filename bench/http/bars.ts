import type { Bar } from '../shared/bar.ts';
import { median } from '../shared/statistics.ts';
import { milliseconds, times } from '../shared/table.ts';
import type { Throughput } from './load/closed-loop.ts';
import type { OpenLoopLatencies } from './load/open-loop.ts';
import { findRuns, type CaseName, type Measured } from './measure.ts';

export interface Results {
  readonly throughput: readonly Measured<Throughput>[];
  readonly latencies: readonly Measured<OpenLoopLatencies>[];
  /** Of the open loop. */
  readonly perSecond: number;
}

const leastEvaluate = 0.65;
const leastList = 0.15;
const mostP99 = { toHello: 1.5, besideMs: 0.5 };
/** A generator that is later than this (99 % of its requests are not) measures itself. */
const mostLateMs = 0.25;
const leastRounds = 3;

export function findBars({ throughput, latencies }: Results): Bar[] {
  const onTime = keepOnTime(latencies);
  const rounds = onTime[0]!.runs.length;
  return [
    ...ratioBar(throughput, 'evaluate', leastEvaluate),
    ...ratioBar(throughput, 'list', leastList),
    ...(rounds > 0 ? [p99Bar(onTime)] : []),
    {
      wanted: `open loop: rounds sent on time (p99 ≤ ${milliseconds(mostLateMs)}), at least ${leastRounds}`,
      found: `${rounds} of ${latencies[0]!.runs.length}`,
      isMet: rounds >= leastRounds,
    },
  ];
}

/** Leaves out the rounds in which the generator could not keep its pace. */
function keepOnTime(
  latencies: readonly Measured<OpenLoopLatencies>[],
): readonly Measured<OpenLoopLatencies>[] {
  const isOnTime = (round: number) =>
    latencies.every(({ runs }) => runs[round]!.lateP99 <= mostLateMs);
  return latencies.map(({ name, runs }) => ({
    name,
    runs: runs.filter((_, round) => isOnTime(round)),
  }));
}

/** Each run compared with hello's of the same round. */
export function ratiosToHello(
  throughput: readonly Measured<Throughput>[],
  name: CaseName,
): number[] | undefined {
  const hello = findRuns(throughput, 'hello')!;
  return findRuns(throughput, name)?.map(
    ({ perSecond }, round) => perSecond / hello[round]!.perSecond,
  );
}

function ratioBar(
  throughput: readonly Measured<Throughput>[],
  name: CaseName,
  least: number,
): Bar[] {
  const ratios = ratiosToHello(throughput, name);
  if (!ratios) return [];
  const found = median(ratios);
  const wanted = `${name}: requests/s at least ${times(least)} hello’s`;
  return [{ wanted, found: times(found), isMet: found >= least }];
}

function p99Bar(latencies: readonly Measured<OpenLoopLatencies>[]): Bar {
  const [hello, evaluate] = (['hello', 'evaluate'] as const).map((name) =>
    median(findRuns(latencies, name)!.map(({ p99 }) => p99)),
  );
  const limit = mostP99.toHello * hello! + mostP99.besideMs;
  return {
    wanted: `evaluate: p99 at half of its maximum at most ${milliseconds(limit)}`,
    found: milliseconds(evaluate!),
    isMet: evaluate! <= limit,
  };
}
