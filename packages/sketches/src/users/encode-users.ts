import { createByteWriter } from '../bytes/byte-writer.ts';
import { sketchKind } from '../bytes/sketch-kind.ts';
import { sortedEntries, type EntrySet } from './entries/entry-set.ts';
import { indexOf, needsRank, rankIn } from './entries/entry.ts';
import { packedLength, packRegisters } from './registers/pack-registers.ts';
import type { Registers } from './registers/registers.ts';
import type { UserSketch } from './user-sketch.ts';

/** The sketch in at most about 13 KB; the same bytes for the same users. */
export const encodeUsers = ({ entries, registers }: UserSketch): Uint8Array<ArrayBuffer> =>
  registers === undefined ? encodeEntries(entries) : encodeRegisters(registers);

/** Sorted; of each how far its index is from the one before, and the rank where it needs one. */
function encodeEntries(entries: EntrySet): Uint8Array<ArrayBuffer> {
  const writer = createByteWriter();
  writer.byte(sketchKind.sparseUsers);
  let before = 0;
  for (const entry of sortedEntries(entries)) {
    const index = indexOf(entry);
    writer.varint(index - before);
    if (needsRank(index)) writer.byte(rankIn(entry));
    before = index;
  }
  return writer.finish();
}

function encodeRegisters(registers: Registers): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(1 + packedLength);
  bytes[0] = sketchKind.denseUsers;
  packRegisters(registers, bytes, 1);
  return bytes;
}
