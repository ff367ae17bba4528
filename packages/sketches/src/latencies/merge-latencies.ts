import { countIn, type LatencySketch } from './latency-sketch.ts';

/** Adds to the target whatever was added to the other, and takes away what was taken away there. */
export function mergeLatencies(target: LatencySketch, other: LatencySketch): void {
  for (const [bin, count] of other.counts) countIn(target, bin, count);
}
