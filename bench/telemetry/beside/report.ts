import type { Bar } from '../../shared/bar.ts';
import type { Findings } from '../../shared/findings.ts';
import { median } from '../../shared/statistics.ts';
import { formatTable, milliseconds, times } from '../../shared/table.ts';
import {
  evaluationsPerSecond,
  eventsPerSecond,
  type Arrangement,
  type Beside,
  type Round,
} from './beside.ts';

const names = {
  apart: 'in processes of their own, queue on Redis',
  together: 'in one process, queue on PostgreSQL',
} as const satisfies Record<Arrangement, string>;

const mostTimes = 2;
/** Without telemetry only others on the machine can make the generator later than this. */
const mostLateMs = 0.5;

export function describeBeside(beside: Beside): Findings {
  const arrangements = Object.keys(names) as Arrangement[];
  const rounds = arrangements.flatMap((arrangement) => beside[arrangement]);
  return {
    text: [describeEvaluation(beside, arrangements), describeTelemetry(beside, arrangements)].join(
      '\n\n',
    ),
    bars: arrangements.flatMap((arrangement) => [
      latencyBar(arrangement, beside[arrangement]),
      acceptedBar(arrangement, beside[arrangement]),
    ]),
    isNoisy: median(rounds.map((round) => round.without.lateP99)) > mostLateMs,
  };
}

function describeEvaluation(beside: Beside, arrangements: readonly Arrangement[]): string {
  const columns = ['p50', 'p99', 'most', 'lateP99'] as const;
  const row = (name: string, rounds: readonly Round[], which: 'with' | 'without') => [
    name,
    ...columns.map((column) => milliseconds(median(rounds.map((round) => round[which][column])))),
  ];
  return formatTable([
    [`open loop, ${evaluationsPerSecond} evaluations/s`, 'p50', 'p99', 'most', 'sent late, p99'],
    ...arrangements.flatMap((arrangement) => [
      row(names[arrangement], beside[arrangement], 'without'),
      row(`  with ${eventsPerSecond} events/s`, beside[arrangement], 'with'),
    ]),
  ]);
}

function describeTelemetry(beside: Beside, arrangements: readonly Arrangement[]): string {
  const row = (arrangement: Arrangement, of: (round: Round) => number) =>
    milliseconds(median(beside[arrangement].map(of)));
  return formatTable([
    [`${eventsPerSecond} events/s`, 'answered, p99', 'counted, p99', 'counted, most'],
    ...arrangements.map((arrangement) => [
      names[arrangement],
      row(arrangement, ({ reported }) => reported.p99),
      row(arrangement, ({ lags }) => lags.p99),
      row(arrangement, ({ lags }) => lags.most),
    ]),
  ]);
}

function latencyBar(arrangement: Arrangement, rounds: readonly Round[]): Bar {
  const p99 = (which: 'with' | 'without') => median(rounds.map((round) => round[which].p99));
  const found = p99('with') / p99('without');
  return {
    wanted: `${names[arrangement]}: evaluation’s p99 at most ${times(mostTimes)}`,
    found: times(found),
    isMet: found <= mostTimes,
  };
}

function acceptedBar(arrangement: Arrangement, rounds: readonly Round[]): Bar {
  const sum = (of: (round: Round) => number) => rounds.reduce((all, round) => all + of(round), 0);
  const refused = sum(({ reported }) => reported.sent - reported.accepted);
  return {
    wanted: `${names[arrangement]}: no event refused, no evaluation fails`,
    found: `${refused} refused`,
    isMet: refused === 0,
  };
}
