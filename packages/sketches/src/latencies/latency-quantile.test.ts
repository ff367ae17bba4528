import { DDSketch } from '@datadog/sketches-js';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { latencies, latency, sketchOf } from '../testing/latencies.ts';
import { addLatency } from './add-latency.ts';
import { latencyQuantile } from './latency-quantile.ts';
import { createLatencySketch } from './latency-sketch.ts';
import { takeAwayLatency } from './take-away-latency.ts';

const quantiles = [0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 1];

const exactQuantile = (values: number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(q * (values.length - 1))]!;

test('a quantile is within 1 % of the exact one, also when others were added and taken away', () => {
  fc.assert(
    fc.property(latencies(1), latencies(0), (kept, gone) => {
      const sketch = sketchOf([...kept, ...gone]);
      for (const ms of gone) takeAwayLatency(sketch, ms);
      for (const q of quantiles) {
        const exact = exactQuantile(kept, q);
        const allowed = exact < 0.001 ? exact : exact * (0.01 + 1e-9);
        expect(Math.abs(latencyQuantile(sketch, q)! - exact)).toBeLessThanOrEqual(allowed);
      }
    }),
    { numRuns: 200 },
  );
});

test('a quantile is what DDSketch says', () => {
  fc.assert(
    fc.property(latencies(1), (values) => {
      const sketch = sketchOf(values);
      const theirs = new DDSketch({ relativeAccuracy: 0.01 });
      for (const ms of values) theirs.accept(ms < 0.001 ? 0 : ms);
      for (const q of quantiles) {
        expect(latencyQuantile(sketch, q)).toBeCloseTo(theirs.getValueAtQuantile(q), 3);
      }
    }),
    { numRuns: 200 },
  );
});

test('where there are no latencies there is no quantile', () => {
  const sketch = createLatencySketch();
  expect(latencyQuantile(sketch, 0.5)).toBeNull();
  takeAwayLatency(sketch, 5);
  expect(latencyQuantile(sketch, 0.5)).toBeNull();
});

test('a latency counts as often as it is said to', () => {
  fc.assert(
    fc.property(latency, latencies(0), fc.nat(50), (often, others, count) => {
      const sketch = sketchOf(others);
      addLatency(sketch, often, count);
      const oneByOne = sketchOf([...others, ...Array.from({ length: count }, () => often)]);
      expect(sketch).toEqual(oneByOne);
    }),
  );
});

test.each([Number.NaN, -0.001, 86_400_000.1, Infinity])('%d ms is refused', (ms) => {
  const sketch = createLatencySketch();
  expect(() => addLatency(sketch, ms)).toThrow(RangeError);
  expect(() => takeAwayLatency(sketch, ms)).toThrow(RangeError);
  expect(sketch).toEqual(createLatencySketch());
});

test.each([Number.NaN, 0.5, Infinity])('%d times is refused', (count) => {
  expect(() => addLatency(createLatencySketch(), 1, count)).toThrow(RangeError);
});

test.each([Number.NaN, -0.1, 1.1])('there is no quantile %d', (q) => {
  expect(() => latencyQuantile(createLatencySketch(), q)).toThrow(RangeError);
});
