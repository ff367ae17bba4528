/** How many latencies were in which bin; a difference of two may have fewer than none in one. */
export interface LatencySketch {
  /** No bin is there with 0. */
  counts: Map<number, number>;
}

/** A sketch of no latencies. */
export const createLatencySketch = (): LatencySketch => ({ counts: new Map() });

export function countIn(sketch: LatencySketch, bin: number, count: number): void {
  const now = (sketch.counts.get(bin) ?? 0) + count;
  if (now === 0) sketch.counts.delete(bin);
  else sketch.counts.set(bin, now);
}
