import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

import type { Arrival } from './simulate.ts';

export interface Load {
  requests: number;
  forMs: number;
  /** Whole numbers: how much of it comes to each node. */
  weights: readonly number[];
  seed: number;
}

/** Requests at random times to random nodes, the same for the same seed. */
export function randomArrivals({ requests, forMs, weights, seed }: Load): Arrival[] {
  const random = xoroshiro128plus(seed);
  const nodes = weights.flatMap((weight, node) => Array<number>(weight).fill(node));
  return Array.from({ length: requests }, () => ({
    atMs: uniformInt(random, 0, forMs - 1),
    node: nodes[uniformInt(random, 0, nodes.length - 1)]!,
  })).toSorted((a, b) => a.atMs - b.atMs);
}
