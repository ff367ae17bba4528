import { entryOf } from './entries/entry.ts';
import { parseHashHalf } from './entries/parse-hash-half.ts';
import { keepEntry, type UserSketch } from './user-sketch.ts';

/**
 * Adds a user by 64 uniform bits as 16 hexadecimal digits, such as the first of a SHA-256; throws if
 * they are not.
 */
export function addUser(sketch: UserSketch, hash: string): void {
  if (hash.length !== 16) throw new Error('A hash is 16 hexadecimal digits');
  keepEntry(sketch, entryOf(parseHashHalf(hash, 0), parseHashHalf(hash, 8)));
}
