import { valueOf } from './bin.ts';
import type { LatencySketch } from './latency-sketch.ts';

/**
 * The latency in milliseconds, within 1 %, that a share `q` (0 to 1) of the latencies does not
 * exceed: of n in order, the one at floor(q (n - 1)), from 0. Null where there are none.
 */
export function latencyQuantile({ counts }: LatencySketch, q: number): number | null {
  if (!(q >= 0 && q <= 1)) throw new RangeError('A quantile is 0 to 1');
  const bins = [...counts].filter(([, count]) => count > 0).toSorted(([a], [b]) => a - b);
  const rank = q * (bins.reduce((sum, [, count]) => sum + count, 0) - 1);
  let seen = 0;
  for (const [bin, count] of bins) {
    seen += count;
    if (seen > rank) return valueOf(bin);
  }
  return null;
}
