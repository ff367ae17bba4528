import { addLatency } from './add-latency.ts';
import type { LatencySketch } from './latency-sketch.ts';

/**
 * Undoes `addLatency` exactly. What was added to another sketch may be taken away from this one
 * before the two are merged.
 */
export const takeAwayLatency = (sketch: LatencySketch, ms: number, count = 1): void =>
  addLatency(sketch, ms, -count);
