import { createByteWriter } from '../bytes/byte-writer.ts';
import { sketchKind } from '../bytes/sketch-kind.ts';
import { lowestBin } from './bin.ts';
import type { LatencySketch } from './latency-sketch.ts';

/** The same bytes for the same latencies: bins in order, of each the distance and the count. */
export function encodeLatencies({ counts }: LatencySketch): Uint8Array<ArrayBuffer> {
  const writer = createByteWriter();
  writer.byte(sketchKind.latencies);
  let before = lowestBin;
  for (const [bin, count] of [...counts].toSorted(([a], [b]) => a - b)) {
    writer.varint(bin - before);
    writer.varint(count > 0 ? count * 2 : -count * 2 - 1);
    before = bin;
  }
  return writer.finish();
}
