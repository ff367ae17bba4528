import type { Findings } from '../../shared/findings.ts';
import { formatTable, milliseconds } from '../../shared/table.ts';
import { perSecond, streams, type Latency, type Quantiles } from './latency.ts';

const mostMs = 150;

export function describeLatency({ fromCommit, fromCall }: Latency): Findings {
  const text = formatTable([
    [`${streams} clients, ${perSecond} changes/s`, 'frames', 'p50', 'p99', 'most'],
    describeRow('from the acknowledged commit', fromCommit),
    describeRow('from the call of the verb', fromCall),
  ]);
  const bar = {
    wanted: `commit → client, p99 < ${mostMs} ms`,
    found: milliseconds(fromCommit.p99),
    isMet: fromCommit.p99 < mostMs,
  };
  return { text, bars: [bar] };
}

const describeRow = (name: string, { count, p50, p99, most }: Quantiles): string[] => [
  name,
  String(count),
  ...[p50, p99, most].map(milliseconds),
];
