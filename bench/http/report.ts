import { describeBars } from '../shared/bar.ts';
import { describeMachine } from '../shared/machine.ts';
import type { Probe } from '../shared/probe.ts';
import { median, spread } from '../shared/statistics.ts';
import { formatTable, milliseconds, percent, times } from '../shared/table.ts';
import { findBars, ratiosToHello, type Results } from './bars.ts';
import type { Throughput } from './load/closed-loop.ts';
import type { OpenLoopLatencies } from './load/open-loop.ts';
import type { CaseName, Measured } from './measure.ts';
import { applicationsCount, flagsPerApplication, keysCount } from './seed.ts';

/** Of a quiet machine's runs the middle half lies within a few hundredths. */
const mostSpread = 0.1;

const caseNames = {
  hello: 'node:http, 250 bytes',
  evaluate: 'POST /api/flags/:key/evaluate',
  list: 'GET /api/sdk/flags, 304',
} as const satisfies Record<CaseName, string>;

/** Everything there is to print, and whether every bar was met. */
export function describeRun(results: Results, probe: Probe): { text: string; isMet: boolean } {
  const bars = findBars(results);
  const mostFound = Math.max(...results.throughput.map((one) => spread(ratesOf(one))));
  const parts = [
    describeMachine(),
    `${keysCount} keys in turn, ${applicationsCount} applications of ${flagsPerApplication} flags`,
    describeThroughput(results),
    describeLatencies(results),
    describeBars(bars),
    `probe: parts of the run differ by ${percent(probe.drift())}; ` +
      `runs are spread by ${percent(mostFound)} at most`,
    ...(probe.isNoisy() || mostFound > mostSpread ? ['noisy: repeat'] : []),
  ];
  return { text: parts.join('\n\n'), isMet: bars.every(({ isMet }) => isMet) };
}

const ratesOf = ({ runs }: Measured<Throughput>): number[] =>
  runs.map(({ perSecond }) => perSecond);

function describeThroughput({ throughput }: Results): string {
  const header = ['requests/s, 64 connections', 'median', 'least', 'most', 'to hello'];
  return formatTable([
    [...header, 'bytes/answer', 'server’s CPU', 'wrk’s CPU'],
    ...throughput.map((one) => [
      caseNames[one.name],
      ...[median(ratesOf(one)), Math.min(...ratesOf(one)), Math.max(...ratesOf(one))].map(toRate),
      times(median(ratiosToHello(throughput, one.name)!)),
      median(one.runs.map(({ bytesPerAnswer }) => bytesPerAnswer)).toFixed(0),
      describeCpu(one.runs.map(({ serverCpu }) => serverCpu)),
      describeCpu(one.runs.map(({ wrkCpu }) => wrkCpu)),
    ]),
  ]);
}

const toRate = (perSecond: number): string => perSecond.toFixed(0);

/** Of one core. */
function describeCpu(shares: readonly (number | undefined)[]): string {
  const known = shares.filter((share) => share !== undefined);
  return known.length === 0 ? 'unknown' : percent(median(known));
}

function describeLatencies({ latencies, perSecond }: Results): string {
  const columns = ['p50', 'p99', 'most', 'lateP99'] as const satisfies (keyof OpenLoopLatencies)[];
  return formatTable([
    [`open loop, ${perSecond} requests/s`, 'p50', 'p99', 'most', 'sent late, p99'],
    ...latencies.map(({ name, runs }) => [
      caseNames[name],
      ...columns.map((column) => milliseconds(median(runs.map((run) => run[column])))),
    ]),
  ]);
}
