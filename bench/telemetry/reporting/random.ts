/** A whole number below the given one. */
export type Random = (below: number) => number;

/** Numbers that are the same in each run (xorshift, 32 bits). */
export function createRandom(): Random {
  let state = 2_463_534_242;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
