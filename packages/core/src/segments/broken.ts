import type { SegmentSlot } from './slot.ts';
import { findSound } from './sound.ts';

/** Segments without problems of their own, each with the keys of those it uses. */
export function usesOf(slots: Iterable<SegmentSlot>): Map<string, readonly string[]> {
  const uses = new Map<string, readonly string[]>();
  for (const { key, segment } of slots) {
    if (segment?.problems.length === 0)
      uses.set(
        key,
        [...segment.uses].map((used) => used.key),
      );
  }
  return uses;
}

/** Marks every segment that cannot be evaluated, by itself or because of one that it reaches. */
export function markBroken(slots: ReadonlyMap<string, SegmentSlot>): void {
  const sound = findSound(usesOf(slots.values()));
  for (const slot of slots.values()) slot.isBroken = !sound.has(slot.key);
}
