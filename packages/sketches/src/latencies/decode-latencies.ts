import { createByteReader } from '../bytes/byte-reader.ts';
import { sketchKind } from '../bytes/sketch-kind.ts';
import { highestBin, lowestBin } from './bin.ts';
import { createLatencySketch, type LatencySketch } from './latency-sketch.ts';

/** The sketch that was encoded; throws at bytes that are none. */
export function decodeLatencies(bytes: Uint8Array): LatencySketch {
  if (bytes[0] !== sketchKind.latencies) {
    throw new Error('Not a sketch of latencies, or of a later version');
  }
  const sketch = createLatencySketch();
  const reader = createByteReader(bytes, 1);
  for (let bin = lowestBin; !reader.isAtEnd();) {
    bin += reader.varint();
    const count = reader.varint();
    if (bin > highestBin || sketch.counts.has(bin) || count === 0) {
      throw new Error('The sketch has a bin that is out of order, too high or empty');
    }
    sketch.counts.set(bin, count % 2 === 0 ? count / 2 : -(count + 1) / 2);
  }
  return sketch;
}
