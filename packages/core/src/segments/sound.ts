/** How deep segments may use segments; one that uses none is 1. */
export const deepestSegment = 5;

/**
 * The segments that can be evaluated, given those that each one uses: those at most five deep that
 * use no other. One in a cycle, or that uses a segment which is not given, is never among them.
 */
export function findSound(uses: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const sound = new Set<string>();
  for (let depth = 1; depth <= deepestSegment; depth++) {
    const found = [...uses].filter(([, used]) => used.every((key) => sound.has(key)));
    for (const [key] of found) sound.add(key);
  }
  return sound;
}
