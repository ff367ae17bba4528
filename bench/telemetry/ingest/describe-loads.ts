import { formatTable, milliseconds } from '../../shared/table.ts';
import { processNames } from '../cpu-seconds.ts';
import type { Load } from './ingest.ts';

export const nameOf = ({ perSecond, seconds }: Load): string =>
  `${perSecond} events/s, ${seconds} s`;

/** What became of some loads, side by side. */
export function describeLoads(title: string, loads: readonly Load[]): string {
  return [describeEvents(title, loads), describeCpu(loads)].join('\n\n');
}

function describeEvents(title: string, loads: readonly Load[]): string {
  const row = (name: string, of: (load: Load) => string) => [name, ...loads.map(of)];
  return formatTable([
    [`batches of 100, ${title}`, ...loads.map(nameOf)],
    row('events sent', ({ reported }) => String(reported.sent)),
    row('  accepted', ({ reported }) => String(reported.accepted)),
    row('  counted', ({ counted }) => String(counted)),
    row('sent late, p99', ({ reported }) => milliseconds(reported.lateP99)),
    row('answered after being due, p50', ({ reported }) => milliseconds(reported.p50)),
    row('  p99', ({ reported }) => milliseconds(reported.p99)),
    row('  most', ({ reported }) => milliseconds(reported.most)),
    row('counted after being received, p50', ({ lags }) => milliseconds(lags.p50)),
    row('  p99', ({ lags }) => milliseconds(lags.p99)),
    row('  most', ({ lags }) => milliseconds(lags.most)),
    row('all counted after the end', ({ drainedMs }) => describeDrain(drainedMs)),
    row('users merged after the end', ({ mergedMs }) => describeDrain(mergedMs)),
  ]);
}

/** Milliseconds until everything was done, if it was. */
export const describeDrain = (ms: number | undefined): string =>
  ms === undefined ? 'not in a minute' : `${(ms / 1_000).toFixed(1)} s`;

function describeCpu(loads: readonly Load[]): string {
  return formatTable([
    ['CPU until all was counted, seconds', ...loads.map(nameOf)],
    ...processNames.map((name) => [
      name,
      ...loads.map(({ cpu }) => cpu[name]?.toFixed(1) ?? 'unknown'),
    ]),
  ]);
}
