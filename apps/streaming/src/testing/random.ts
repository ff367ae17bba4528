import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Choices that are the same for the same seed. */
export function createRandom(seed: number) {
  const generator = xoroshiro128plus(seed);
  const between = (from: number, upTo: number): number => uniformInt(generator, from, upTo);
  return {
    /** A whole number, both bounds included. */
    between,
    pick: <T>(from: readonly T[]): T => from[between(0, from.length - 1)]!,
  };
}

export type Random = ReturnType<typeof createRandom>;
