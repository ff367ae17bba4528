import fc from 'fast-check';

import { addLatency } from '../latencies/add-latency.ts';
import { createLatencySketch, type LatencySketch } from '../latencies/latency-sketch.ts';

/** Whole and fractional milliseconds of every magnitude, and the bounds. */
export const latency = fc.oneof(
  fc.constantFrom(0, 0.001, 0.000_999, 1, 86_400_000),
  fc.integer({ min: 0, max: 5_000 }),
  fc
    .double({ min: -4, max: Math.log10(86_400_000), noNaN: true })
    .map((exponent) => Math.min(10 ** exponent, 86_400_000)),
);

export const latencies = (minLength: number) => fc.array(latency, { minLength, maxLength: 100 });

export function sketchOf(values: readonly number[]): LatencySketch {
  const sketch = createLatencySketch();
  for (const ms of values) addLatency(sketch, ms);
  return sketch;
}
