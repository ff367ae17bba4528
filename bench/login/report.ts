import type { OpenLoopLatencies } from '../http/load/open-loop.ts';
import { describeBars } from '../shared/bar.ts';
import { describeMachine } from '../shared/machine.ts';
import type { Probe } from '../shared/probe.ts';
import { median, spread } from '../shared/statistics.ts';
import { formatTable, milliseconds, percent } from '../shared/table.ts';
import { findBars, type Results } from './bars.ts';
import type { Answer } from './client.ts';
import type { Comparison } from './compare-accounts.ts';
import {
  attemptsPerSecond,
  evaluationsPerSecond,
  phases,
  type Phase,
  type Round,
} from './rounds.ts';

const phaseNames = {
  calm: 'no logins',
  arriving: `${attemptsPerSecond} wrong logins/s arrive`,
  checked: `${attemptsPerSecond} passwords/s are checked`,
} as const satisfies Record<Phase, string>;

/** Without logins only others on the machine can make the generator later than this. */
const mostLateMs = 0.25;

/** Everything there is to print, and whether every bar was met. */
export function describeRun(results: Results, probe: Probe): { text: string; isMet: boolean } {
  const bars = findBars(results);
  const parts = [
    describeMachine(),
    describeComparison(results.comparison),
    describeEvaluation(results.rounds),
    describeAnswers(results.rounds),
    describeBars(bars),
    `probe: parts of the run differ by ${percent(probe.drift())}`,
    ...(probe.isNoisy() || isLate(results.rounds) ? ['noisy: repeat'] : []),
  ];
  return { text: parts.join('\n\n'), isMet: bars.every(({ isMet }) => isMet) };
}

const isLate = (rounds: readonly Round[]): boolean =>
  rounds.some(({ evaluation }) => evaluation.calm.lateP99 > mostLateMs);

const describeComparison = ({ known, unknown }: Comparison): string =>
  formatTable([
    ['a wrong password', 'tries', 'median', 'spread'],
    ...Object.entries({ 'known account': known, 'unknown account': unknown }).map(
      ([name, times]) => [
        name,
        String(times.length),
        milliseconds(median(times)),
        percent(spread(times)),
      ],
    ),
  ]);

function describeEvaluation(rounds: readonly Round[]): string {
  const columns = ['p50', 'p99', 'most', 'lateP99'] as const satisfies (keyof OpenLoopLatencies)[];
  return formatTable([
    [`open loop, ${evaluationsPerSecond} evaluations/s`, 'p50', 'p99', 'most', 'sent late, p99'],
    ...phases.map((phase) => [
      phaseNames[phase],
      ...columns.map((column) =>
        milliseconds(median(rounds.map(({ evaluation }) => evaluation[phase][column]))),
      ),
    ]),
  ]);
}

const describeAnswers = (rounds: readonly Round[]): string =>
  formatTable([
    ['logins beside evaluation', '200', '401', '429', 'others', 'median', 'longest'],
    describeRow(
      'wrong passwords',
      rounds.flatMap(({ attempts }) => attempts),
    ),
    describeRow(
      'the right user',
      rounds.map(({ login }) => login),
    ),
  ]);

function describeRow(name: string, answers: readonly Answer[]): string[] {
  const counts = [200, 401, 429].map(
    (wanted) => answers.filter(({ status }) => status === wanted).length,
  );
  const others = answers.length - counts.reduce((sum, count) => sum + count);
  const holds = answers.map(({ ms }) => ms);
  const times = [median(holds), Math.max(...holds)].map(milliseconds);
  return [name, ...[...counts, others].map(String), ...times];
}
