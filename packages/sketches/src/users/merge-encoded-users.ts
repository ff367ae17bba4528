import { createByteReader } from '../bytes/byte-reader.ts';
import { sketchKind } from '../bytes/sketch-kind.ts';
import { highestRank, indexCount, needsRank, toEntry } from './entries/entry.ts';
import { packedLength, raiseToPacked } from './registers/pack-registers.ts';
import { keepEntry, registersOf, type UserSketch } from './user-sketch.ts';

/**
 * Makes the target a sketch of its own users and those of a sketch that was encoded, without decoding
 * that on its own; throws at bytes that are none, and leaves the target undefined then.
 */
export function mergeEncodedUsers(target: UserSketch, bytes: Uint8Array): void {
  if (bytes[0] === sketchKind.sparseUsers) mergeEntries(target, bytes);
  else if (bytes[0] === sketchKind.denseUsers) mergePacked(target, bytes);
  else throw new Error('Not a sketch of users, or of a later version');
}

function mergeEntries(target: UserSketch, bytes: Uint8Array): void {
  const reader = createByteReader(bytes, 1);
  let index = 0;
  for (let isFirst = true; !reader.isAtEnd(); isFirst = false) {
    const distance = reader.varint();
    index += distance;
    if ((distance === 0 && !isFirst) || index >= indexCount) {
      throw new Error('The sketch has an index that is out of order or too high');
    }
    const rank = needsRank(index) ? reader.byte() : undefined;
    if (rank === 0 || (rank ?? 0) > highestRank) throw new Error('The sketch has no such rank');
    keepEntry(target, toEntry(index, rank ?? 0));
  }
}

function mergePacked(target: UserSketch, bytes: Uint8Array): void {
  if (bytes.length !== 1 + packedLength) throw new Error('The sketch has not its length');
  raiseToPacked(registersOf(target), bytes, 1);
}
