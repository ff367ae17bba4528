import { median, spread } from '../shared/statistics.ts';
import { time } from '../shared/time.ts';
import type { Case } from './cases.ts';

/** How long one case took. */
export interface Timing {
  readonly measured: Case;
  /** Nanoseconds an evaluation, one a round. */
  readonly rounds: readonly number[];
  readonly median: number;
  readonly spread: number;
}

const roundMs = 5;
const warmUpMs = 400;

/**
 * Times all cases in rounds of a few milliseconds each, one after the other, so that what slows
 * the machine down slows all of them; every second round goes backwards.
 */
export function measure(
  cases: readonly Case[],
  rounds: number,
  betweenRounds: () => void,
): readonly Timing[] {
  const lanes = warmUp(cases).map((count, index) => ({
    measured: cases[index]!,
    count,
    rounds: [] as number[],
  }));
  for (let round = 0; round < rounds; round++) {
    betweenRounds();
    for (const { measured, count, rounds } of round % 2 === 0 ? lanes : lanes.toReversed()) {
      rounds.push((time(() => measured.run(count)) * 1e6) / count);
    }
  }
  return lanes.map(({ measured, rounds }) => ({
    measured,
    rounds,
    median: median(rounds),
    spread: spread(rounds),
  }));
}

/** Runs all cases in turn until they are fast; gives how many evaluations make one round of each. */
function warmUp(cases: readonly Case[]): readonly number[] {
  const chunk = 2_000;
  const laps = cases.map(() => [] as number[]);
  const until = performance.now() + warmUpMs * cases.length;
  while (performance.now() < until) {
    for (const [index, { run }] of cases.entries()) laps[index]!.push(time(() => run(chunk)));
  }
  return laps.map((lap) => Math.ceil((roundMs / median(lap.slice(-20))) * chunk));
}

/** How many times as long one case takes as another: the median over the rounds of both. */
export const ratio = (one: Timing, other: Timing): number =>
  median(one.rounds.map((nanoseconds, round) => nanoseconds / other.rounds[round]!));
