import fc from 'fast-check';
import { expect, test } from 'vitest';

import { latencies, sketchOf } from '../testing/latencies.ts';
import { addLatency } from './add-latency.ts';
import { highestBin, lowestBin, valueOf } from './bin.ts';
import { decodeLatencies } from './decode-latencies.ts';
import { encodeLatencies } from './encode-latencies.ts';
import { createLatencySketch } from './latency-sketch.ts';
import { mergeLatencies } from './merge-latencies.ts';
import { takeAwayLatency } from './take-away-latency.ts';

test('a sketch comes back the same, differences too', () => {
  fc.assert(
    fc.property(latencies(0), latencies(0), (added, takenAway) => {
      const sketch = sketchOf(added);
      for (const ms of takenAway) takeAwayLatency(sketch, ms, 1_000_000);
      expect(decodeLatencies(encodeLatencies(sketch))).toEqual(sketch);
    }),
  );
});

test('what was added and taken away, in any order, was never there, byte for byte', () => {
  fc.assert(
    fc.property(latencies(0), latencies(0), (kept, gone) => {
      const after = sketchOf([...gone, ...kept]);
      for (const ms of gone) takeAwayLatency(after, ms);
      const before = createLatencySketch();
      for (const ms of gone) takeAwayLatency(before, ms);
      for (const ms of [...kept, ...gone]) addLatency(before, ms);
      expect(encodeLatencies(after)).toEqual(encodeLatencies(sketchOf(kept)));
      expect(encodeLatencies(before)).toEqual(encodeLatencies(sketchOf(kept)));
    }),
  );
});

test('sketches merged in any order are the sketch of all, byte for byte', () => {
  fc.assert(
    fc.property(latencies(0), latencies(0), latencies(0), (first, second, gone) => {
      const all = encodeLatencies(sketchOf([...first, ...second]));
      const difference = sketchOf(second);
      for (const ms of gone) takeAwayLatency(difference, ms);
      const forwards = sketchOf([...gone, ...first]);
      mergeLatencies(forwards, difference);
      mergeLatencies(difference, sketchOf([...first, ...gone]));
      expect(encodeLatencies(forwards)).toEqual(all);
      expect(encodeLatencies(difference)).toEqual(all);
    }),
  );
});

test('there are 1 261 bins at most, in less than 3 KB as long as each counts below 64', () => {
  const sketch = createLatencySketch();
  addLatency(sketch, 0);
  addLatency(sketch, 86_400_000);
  for (let bin = lowestBin + 1; bin < highestBin; bin++) addLatency(sketch, valueOf(bin));
  addLatency(sketch, 0.001);
  expect(sketch.counts.size).toBe(1_261);
  expect(encodeLatencies(sketch).length).toBeLessThan(3_000);
});

test.each([
  ['nothing', []],
  ['another version', [0, 1, 1]],
  ['users', [1, 5]],
  ['a count cut short', [3, 5]],
  ['an empty bin', [3, 5, 0]],
  ['the same bin twice', [3, 5, 2, 0, 2]],
  ['too high a bin', [3, 0xff, 0x7f, 2]],
])('%s is no sketch of latencies', (_, bytes) => {
  expect(() => decodeLatencies(Uint8Array.from(bytes))).toThrow(/sketch/);
});
