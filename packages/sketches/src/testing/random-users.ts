import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

import { entryOf } from '../users/entries/entry.ts';
import { keepEntry, type UserSketch } from '../users/user-sketch.ts';

const hex = (bits: number): string => (bits >>> 0).toString(16).padStart(8, '0');

/** Hashes of so many users, the same for the same seed. */
export function randomHashes(seed: number, count: number): string[] {
  const generator = xoroshiro128plus(seed);
  return Array.from({ length: count }, () => hex(generator.next()) + hex(generator.next()));
}

/** Adds so many users without the detour by text, which would take most of the time. */
export function addRandomUsers(sketch: UserSketch, seed: number, count: number): void {
  const generator = xoroshiro128plus(seed);
  for (let added = 0; added < count; added++) {
    keepEntry(sketch, entryOf(generator.next() >>> 0, generator.next() >>> 0));
  }
}
