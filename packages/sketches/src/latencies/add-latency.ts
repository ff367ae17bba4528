import { binOf } from './bin.ts';
import { countIn, type LatencySketch } from './latency-sketch.ts';

/**
 * Adds a latency of 0 to 86 400 000 ms, as many times as `count` says, a whole number; throws at any
 * other.
 */
export function addLatency(sketch: LatencySketch, ms: number, count = 1): void {
  if (!Number.isSafeInteger(count)) throw new RangeError('Latencies are counted by whole numbers');
  countIn(sketch, binOf(ms), count);
}
