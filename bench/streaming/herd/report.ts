import type { Bar } from '../../shared/bar.ts';
import type { Findings } from '../../shared/findings.ts';
import { median } from '../../shared/statistics.ts';
import { formatTable, milliseconds, times } from '../../shared/table.ts';
import {
  clients,
  evaluationsPerSecond,
  places,
  type Herd,
  type HerdRound,
  type Kind,
  type Return,
} from './herd.ts';

const kinds = {
  cut: `${clients} are cut off`,
  all: `${clients} come back`,
  some: `${clients} come back for ${places.some} places`,
} as const satisfies Record<Kind, string>;

const mostAdmittedMs = 10_000;
const mostTimes = 2;
/** Without a herd only others on the machine can make the generator later than this. */
const mostLateMs = 0.25;

export function describeHerd(herd: Herd): Findings {
  const { rounds } = herd;
  const names = Object.keys(kinds) as Kind[];
  const text = [describeEvaluation(rounds, names), describeStreaming(herd, names)].join('\n\n');
  const bars = names.flatMap((kind) => {
    const returns = rounds.map((round) => round.returns[kind]);
    return [
      admittedBar(kind, returns),
      rssBar(kind, returns, herd.idleRss),
      latencyBar(kind, rounds),
    ];
  });
  const late = median(rounds.map(({ calm }) => calm.lateP99));
  return { text, bars, isNoisy: late > mostLateMs };
}

function describeEvaluation(rounds: readonly HerdRound[], names: readonly Kind[]): string {
  const columns = ['p50', 'p99', 'most', 'lateP99'] as const;
  const row = (name: string, of: (round: HerdRound) => HerdRound['calm']) => [
    name,
    ...columns.map((column) => milliseconds(median(rounds.map((round) => of(round)[column])))),
  ];
  return formatTable([
    [`open loop, ${evaluationsPerSecond} evaluations/s`, 'p50', 'p99', 'most', 'sent late, p99'],
    row(`${clients} streams, idle`, ({ calm }) => calm),
    ...names.map((kind) => row(kinds[kind], ({ returns }) => returns[kind].evaluation)),
  ]);
}

function describeStreaming({ rounds, idleRss }: Herd, names: readonly Kind[]): string {
  const row = (name: string, found: (one: Return) => string, kind: Kind) => [
    name,
    ...rounds.map(({ returns }) => found(returns[kind])),
  ];
  return formatTable([
    ['streaming, round by round', ...rounds.map((_, index) => String(index + 1))],
    [`RSS, ${clients} streams idle`, megabytes(idleRss)],
    ...names.flatMap((kind) => [
      row(`${kinds[kind]}: RSS at most`, ({ mostRss }) => megabytes(mostRss), kind),
      row(
        '  all of them from its start, or the cut',
        ({ admittedMs }) => milliseconds(admittedMs),
        kind,
      ),
      row('  … from the end of the one before', ({ awayMs }) => milliseconds(awayMs), kind),
      row('  attempts', ({ count }) => String(count.attempts), kind),
      row('  of these refused', ({ count }) => String(count.refusals), kind),
    ]),
  ]);
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

function admittedBar(kind: Kind, returns: readonly Return[]): Bar {
  const most = Math.max(...returns.map(({ admittedMs }) => admittedMs));
  return {
    wanted: `${kinds[kind]}: told within ${milliseconds(mostAdmittedMs)}, each time`,
    found: milliseconds(most),
    isMet: most <= mostAdmittedMs,
  };
}

function rssBar(kind: Kind, returns: readonly Return[], idleRss: number): Bar {
  const found = Math.max(...returns.map(({ mostRss }) => mostRss)) / idleRss;
  return {
    wanted: `${kinds[kind]}: RSS at most ${times(mostTimes)} that of idle streams`,
    found: times(found),
    isMet: found <= mostTimes,
  };
}

function latencyBar(kind: Kind, rounds: readonly HerdRound[]): Bar {
  const found = median(rounds.map(({ returns, calm }) => returns[kind].evaluation.p99 / calm.p99));
  return {
    wanted: `${kinds[kind]}: evaluation’s p99 at most ${times(mostTimes)}`,
    found: times(found),
    isMet: found <= mostTimes,
  };
}
