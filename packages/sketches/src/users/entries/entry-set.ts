/** Entries of a sparse sketch, one per index, by open addressing; an empty slot is 0. */
export interface EntrySet {
  slots: Uint32Array;
  size: number;
}

export const createEntrySet = (): EntrySet => ({ slots: new Uint32Array(16), size: 0 });

/** Odd, so that a power of two of slots are each visited once. */
const stride = 0x9e37_79b1;

/** Of two entries with the same index, the one of the higher rank stays. */
export function addEntry(set: EntrySet, entry: number): void {
  const at = findSlot(set.slots, entry);
  const there = set.slots[at]!;
  if (entry <= there) return;
  set.slots[at] = entry;
  if (there !== 0) return;
  set.size += 1;
  if (set.size * 4 > set.slots.length * 3) grow(set);
}

/**
 * Visits slots far apart one after the other: in their order, what one set gives another of the same
 * layout would pile up at its beginning.
 */
export function forEachEntry({ slots }: EntrySet, visit: (entry: number) => void): void {
  const mask = slots.length - 1;
  for (let visited = 0, at = 0; visited <= mask; visited++, at = (at + stride) & mask) {
    const entry = slots[at]!;
    if (entry !== 0) visit(entry);
  }
}

/** All entries in the order of their indexes. */
export function sortedEntries({ slots, size }: EntrySet): Uint32Array {
  const entries = new Uint32Array(size);
  let at = 0;
  for (const entry of slots) if (entry !== 0) entries[at++] = entry;
  return entries.toSorted();
}

// The lowest bits of the index: in the order of the highest, entries that come sorted would pile up.
function findSlot(slots: Uint32Array, entry: number): number {
  const mask = slots.length - 1;
  let at = (entry >>> 6) & mask;
  for (;;) {
    const there = slots[at]!;
    if (there === 0 || there >>> 6 === entry >>> 6) return at;
    at = (at + 1) & mask;
  }
}

function grow(set: EntrySet): void {
  const slots = new Uint32Array(set.slots.length * 2);
  for (const entry of set.slots) if (entry !== 0) slots[findSlot(slots, entry)] = entry;
  set.slots = slots;
}
