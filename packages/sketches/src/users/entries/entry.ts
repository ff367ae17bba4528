/** How many values the index of an entry has: 2^25. */
export const indexCount = 2 ** 25;

/** The highest rank that the 39 bits after an index have. */
export const highestRank = 40;

/**
 * What a sparse sketch keeps of a hash, in 31 bits and never 0: the first 25 bits as its index, then
 * 6 bits of rank, 0 where the index tells the register's rank by itself (Heule, Nunkesser & Hall,
 * "HyperLogLog in practice", 2013, section 5.3).
 */
export function entryOf(high: number, low: number): number {
  const index = high >>> 7;
  return toEntry(index, needsRank(index) ? rankOfRest(high & 0x7f, low) : 0);
}

export const toEntry = (index: number, rank: number): number => (index << 6) | rank;

export const indexOf = (entry: number): number => entry >>> 6;

export const rankIn = (entry: number): number => entry & 63;

/** Whether the 11 bits between a register's number and the end of the index are all 0. */
export const needsRank = (index: number): boolean => (index & 0x7ff) === 0;

/** Which of 2^14 registers the entry's hash belongs to: its first 14 bits. */
export const registerOf = (entry: number): number => entry >>> 17;

/** Where the first 1 stands among the 50 bits after the register's number, from 1; 51: nowhere. */
export function registerRankOf(entry: number): number {
  const between = (entry >>> 6) & 0x7ff;
  return between === 0 ? 11 + rankIn(entry) : Math.clz32(between) - 20;
}

function rankOfRest(high: number, low: number): number {
  if (high !== 0) return Math.clz32(high) - 24;
  return low === 0 ? highestRank : Math.clz32(low) + 8;
}
