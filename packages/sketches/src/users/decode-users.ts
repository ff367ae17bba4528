import { createByteReader } from '../bytes/byte-reader.ts';
import { sketchKind } from '../bytes/sketch-kind.ts';
import { highestRank, indexCount, needsRank, toEntry } from './entries/entry.ts';
import { packedLength, unpackRegisters } from './registers/pack-registers.ts';
import { createUserSketch, keepEntry, type UserSketch } from './user-sketch.ts';

/** The sketch that was encoded; throws at bytes that are none. */
export function decodeUsers(bytes: Uint8Array): UserSketch {
  if (bytes[0] === sketchKind.sparseUsers) return decodeEntries(bytes);
  if (bytes[0] === sketchKind.denseUsers) return decodeRegisters(bytes);
  throw new Error('Not a sketch of users, or of a later version');
}

function decodeEntries(bytes: Uint8Array): UserSketch {
  const sketch = createUserSketch();
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
    keepEntry(sketch, toEntry(index, rank ?? 0));
  }
  return sketch;
}

function decodeRegisters(bytes: Uint8Array): UserSketch {
  if (bytes.length !== 1 + packedLength) throw new Error('The sketch has not its length');
  return { ...createUserSketch(), registers: unpackRegisters(bytes, 1) };
}
