import { forEachEntry } from './entries/entry-set.ts';
import { mergeRegisters } from './registers/registers.ts';
import { keepEntry, registersOf, type UserSketch } from './user-sketch.ts';

/** Makes the target a sketch of its own users and the other's; the other stays as it is. */
export function mergeUsers(target: UserSketch, other: UserSketch): void {
  if (other.registers !== undefined) {
    mergeRegisters(registersOf(target), other.registers);
    return;
  }
  forEachEntry(other.entries, (entry) => keepEntry(target, entry));
}
