import { describeBars, type Bar } from '../shared/bar.ts';
import { describeMachine } from '../shared/machine.ts';
import type { Probe } from '../shared/probe.ts';
import { quantile } from '../shared/statistics.ts';
import { formatTable, milliseconds, percent } from '../shared/table.ts';
import { pagesCount } from './pages.ts';
import { flagsCount } from './seed.ts';
import type { StatementCounts } from './statements.ts';
import { togglesCount, type Toggle } from './toggles.ts';

/** A list with or without a search. */
interface ListResult {
  durations: readonly number[];
  statements: StatementCounts;
}

export interface Results {
  all: ListResult;
  search: ListResult;
  toggles: readonly Toggle[];
}

const mostToggledMs = 100;
const mostStatements = 2;

/** Everything there is to print, and whether every bar was met. */
export function describeRun(results: Results, probe: Probe): { text: string; isMet: boolean } {
  const bars = findBars(results);
  const { all, search, toggles } = results;
  const on = toggles.filter(({ enabled }) => enabled);
  const off = toggles.filter(({ enabled }) => !enabled);
  const parts = [
    describeMachine(),
    formatTable([
      [
        `${flagsCount} flags, ${pagesCount} pages of 50`,
        'p50',
        'p95',
        'most',
        'SQL',
        'caller’s SQL',
      ],
      describeList('without a search', all),
      describeList('with a search', search),
    ]),
    formatTable([
      [`${togglesCount} toggles, until another process answers by it`, 'p50', 'p99', 'most'],
      describeToggles('from the toggle’s answer', answeredOf(toggles)),
      describeToggles('of those switched on', answeredOf(on)),
      describeToggles('of those switched off', answeredOf(off)),
      describeToggles('from the toggle’s being sent', sentOf(toggles)),
      describeToggles('of those switched on', sentOf(on)),
      describeToggles('of those switched off', sentOf(off)),
    ]),
    describeBars(bars),
    `probe: parts of the run differ by ${percent(probe.drift())}`,
    ...(probe.isNoisy() ? ['noisy: repeat'] : []),
  ];
  return { text: parts.join('\n\n'), isMet: bars.every(({ isMet }) => isMet) };
}

const describeList = (what: string, { durations, statements }: ListResult): string[] => [
  what,
  ...[0.5, 0.95, 1].map((share) => milliseconds(quantile(durations, share))),
  String(statements.answer),
  String(statements.caller),
];

const describeToggles = (what: string, values: readonly number[]): string[] => [
  what,
  ...[0.5, 0.99, 1].map((share) => milliseconds(quantile(values, share))),
];

const answeredOf = (toggles: readonly Toggle[]): number[] =>
  toggles.map(({ fromAnswered }) => fromAnswered);

const sentOf = (toggles: readonly Toggle[]): number[] => toggles.map(({ fromSent }) => fromSent);

const findBars = ({ all, search, toggles }: Results): Bar[] => [
  statementsBar('without a search', all),
  statementsBar('with a search', search),
  toggledBar('answered', answeredOf(toggles)),
  toggledBar('sent', sentOf(toggles)),
];

function toggledBar(since: 'answered' | 'sent', values: readonly number[]): Bar {
  const p99 = quantile(values, 0.99);
  return {
    wanted: `toggle ${since} → evaluated in another process, p99 < ${mostToggledMs} ms`,
    found: milliseconds(p99),
    isMet: p99 < mostToggledMs,
  };
}

const statementsBar = (how: string, { statements: { answer } }: ListResult): Bar => ({
  wanted: `a page ${how}, 1 to ${mostStatements} SQL statements`,
  found: String(answer),
  isMet: answer >= 1 && answer <= mostStatements,
});
