import { describeBars } from '../shared/bar.ts';
import { describeMachine } from '../shared/machine.ts';
import type { Probe } from '../shared/probe.ts';
import { median } from '../shared/statistics.ts';
import { formatTable, milliseconds, nanoseconds, percent, times } from '../shared/table.ts';
import { few, findBars, findTiming, kindNames, many, toBytes, type Results } from './bars.ts';
import type { Engine } from './cases.ts';
import type { Compiling } from './compiling.ts';
import { kinds, type Kind } from './flags.ts';
import { ratio } from './measure.ts';
import type { Shares } from './sanity.ts';

export interface Run extends Results {
  readonly shares: Shares;
  readonly changed: Compiling;
  readonly added: Compiling;
  readonly probe: Probe;
}

/** Of a quiet machine's rows about half have a spread of a tenth. */
const mostSpread = 0.2;

const engines = ['halyard', 'flagd'] as const;
const engineNames = { halyard: 'Halyard', flagd: 'flagd-core', nothing: 'empty loop' };

/** Everything there is to print, and whether every bar was met. */
export function describeRun(run: Run): { text: string; isMet: boolean } {
  const bars = findBars(run);
  const parts = [
    describeMachine(),
    describeTimings(run, false),
    describeTimings(run, true),
    describeComparison(run),
    describeAllocations(run),
    describeCompiling(run),
    describeShares(run.shares),
    describeBars(bars),
    `probe: parts of the run differ by ${percent(run.probe.drift())}; ` +
      `Halyard's rows are spread by ${percent(typicalSpread(run))}`,
    ...(run.probe.isNoisy() || typicalSpread(run) > mostSpread ? ['noisy: repeat'] : []),
  ];
  return { text: parts.join('\n\n'), isMet: bars.every(({ isMet }) => isMet) };
}

/** Rounds scatter when others use the memory or the cores in bursts, which the probe may miss. */
const typicalSpread = ({ timings }: Run): number =>
  median(
    timings.flatMap(({ measured, spread }) => (measured.engine === 'halyard' ? [spread] : [])),
  );

function describeTimings(run: Run, rotates: boolean): string {
  const title = rotates
    ? 'ns/evaluation, all flags asked in turn'
    : 'ns/evaluation, one flag asked';
  const header = [title, `${few} flags`, `${many} flags`, 'ratio', 'spread'];
  const rows = kinds.flatMap((kind) =>
    engines.flatMap((engine) => {
      const row = describeTiming(run, engine, kind, rotates);
      return row ? [row] : [];
    }),
  );
  const empty = findTiming(run, 'nothing', 'static', 0, false)!;
  const loop = [engineNames.nothing, nanoseconds(empty.median), '', '', percent(empty.spread)];
  return formatTable([header, ...rows, loop]);
}

function describeTiming(
  run: Run,
  engine: Engine,
  kind: Kind,
  rotates: boolean,
): readonly string[] | undefined {
  const atFew = findTiming(run, engine, kind, few, rotates);
  const atMany = findTiming(run, engine, kind, many, rotates);
  if (!atFew || !atMany) return undefined;
  return [
    `${engineNames[engine]}, ${kindNames[kind]}`,
    nanoseconds(atFew.median),
    nanoseconds(atMany.median),
    times(ratio(atMany, atFew)),
    percent(Math.max(atFew.spread, atMany.spread)),
  ];
}

const describeAllocations = ({ allocations }: Run): string =>
  formatTable([
    ['allocated by an evaluation', 'bytes'],
    ...kinds.map((kind) => [kindNames[kind], toBytes(allocations[kind])]),
  ]);

function describeComparison(run: Run): string {
  const faster = (kind: Kind, loaded: number) => {
    const [halyard, flagd] = engines.map((engine) => findTiming(run, engine, kind, loaded, false)!);
    return times(ratio(flagd!, halyard!));
  };
  return formatTable([
    ['Halyard is faster than flagd-core by', `${few} flags`, `${many} flags`],
    [kindNames.ten, faster('ten', few), faster('ten', many)],
    [kindNames.tenOfNumbers, faster('tenOfNumbers', few), faster('tenOfNumbers', many)],
  ]);
}

function describeCompiling({ flag, changed, added, segment }: Run): string {
  const row = (name: string, { warm, cold }: Compiling) => [
    name,
    milliseconds(warm),
    milliseconds(cold),
  ];
  return formatTable([
    ['compiling', 'median', 'first'],
    row('a flag of 50 rules', flag),
    row(`… changed beside ${many} flags`, changed),
    row(`… added beside ${many} flags`, added),
    row('a segment of 100000 ids', segment),
  ]);
}

function describeShares({ halyard, flagd }: Shares): string {
  const rows = [...halyard].map(([variation, share]) => [
    variation,
    percent(share),
    percent(flagd.get(variation) ?? 0),
  ]);
  return formatTable([['served by rule 10', engineNames.halyard, engineNames.flagd], ...rows]);
}
