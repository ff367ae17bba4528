import { addEntry, createEntrySet, forEachEntry, type EntrySet } from './entries/entry-set.ts';
import { createRegisters, raiseRegister, type Registers } from './registers/registers.ts';

/**
 * Of how many entries a sketch is exact about; with more it is dense. They then take 32 KB in memory
 * and about as many bytes encoded as registers do. As it depends on nothing but the set of hashes,
 * so does the whole sketch, whatever was merged in which order.
 */
export const sparseLimit = 6_144;

/** How many different users there were, within about 1 %: a HyperLogLog with 2^14 registers. */
export interface UserSketch {
  /** Empty from when there are registers. */
  entries: EntrySet;
  registers: Registers | undefined;
}

/** A sketch of no users. */
export const createUserSketch = (): UserSketch => ({
  entries: createEntrySet(),
  registers: undefined,
});

export function keepEntry(sketch: UserSketch, entry: number): void {
  if (sketch.registers !== undefined) {
    raiseRegister(sketch.registers, entry);
    return;
  }
  addEntry(sketch.entries, entry);
  if (sketch.entries.size > sparseLimit) registersOf(sketch);
}

/** The registers of the sketch, which is dense from then on. */
export function registersOf(sketch: UserSketch): Registers {
  if (sketch.registers !== undefined) return sketch.registers;
  const registers = createRegisters();
  forEachEntry(sketch.entries, (entry) => raiseRegister(registers, entry));
  sketch.entries = createEntrySet();
  sketch.registers = registers;
  return registers;
}
