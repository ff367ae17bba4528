import type { Findings } from '../../shared/findings.ts';
import { median, quantile } from '../../shared/statistics.ts';
import { formatTable, milliseconds } from '../../shared/table.ts';
import { days } from './seed-sketches.ts';

const mostMs = 50;

export function describeUsers(took: readonly number[]): Findings {
  const p99 = quantile(took, 0.99);
  const title = `unique users of a flag, ${days} days`;
  return {
    text: formatTable([
      [title, 'p50', 'p99', 'most'],
      ['merged and read', ...[median(took), p99, Math.max(...took)].map(milliseconds)],
    ]),
    bars: [
      {
        wanted: `${title}: 99 % read within ${milliseconds(mostMs)}`,
        found: milliseconds(p99),
        isMet: p99 < mostMs,
      },
    ],
  };
}
