import { describeBars, type Bar } from '../shared/bar.ts';
import { describeMachine } from '../shared/machine.ts';
import { quantile } from '../shared/statistics.ts';
import { formatTable, milliseconds } from '../shared/table.ts';
import type { Latency } from './writer.ts';

const mostMs = 100;

export function describeRun(latencies: readonly Latency[]): { text: string; isMet: boolean } {
  const fromCall = latencies.map((latency) => latency.fromCall);
  const fromCommit = latencies.map((latency) => latency.fromCommit);
  const p99 = quantile(fromCommit, 0.99);
  const bar: Bar = {
    wanted: `commit → evaluated in another process, p99 < ${mostMs} ms`,
    found: milliseconds(p99),
    isMet: p99 < mostMs,
  };
  const text = [
    describeMachine(),
    formatTable([
      ['until another process answers by it', 'p50', 'p99', 'most'],
      describe('from the acknowledged commit', fromCommit),
      describe('from the call of the verb', fromCall),
    ]),
    describeBars([bar]),
  ].join('\n\n');
  return { text, isMet: bar.isMet };
}

const describe = (what: string, values: readonly number[]): string[] => [
  what,
  ...[0.5, 0.99, 1].map((share) => milliseconds(quantile(values, share))),
];
