import { highestRegister, registerCount, type Registers } from './registers.ts';

/**
 * How many different hashes the registers have seen, by the improved raw estimator: Ertl, "New
 * cardinality estimation algorithms for HyperLogLog sketches", 2017, arXiv:1702.01284, algorithm 6.
 */
export function estimateRegisters(registers: Registers): number {
  const counts = countRanks(registers);
  let z = registerCount * tau(1 - counts[highestRegister]! / registerCount);
  for (let rank = highestRegister - 1; rank >= 1; rank--) z = (z + counts[rank]!) / 2;
  z += registerCount * sigma(counts[0]! / registerCount);
  return registerCount ** 2 / (2 * Math.LN2 * z);
}

function countRanks(registers: Registers): Uint16Array {
  const counts = new Uint16Array(highestRegister + 1);
  for (let at = 0; at < registerCount; at++) counts[registers[at]!]! += 1;
  return counts;
}

/** x + Σ x^(2^k) 2^(k-1), for the share of registers that are still 0. */
function sigma(share: number): number {
  if (share === 1) return Infinity;
  let power = share;
  let sum = share;
  for (let weight = 1; ; weight *= 2) {
    power *= power;
    const next = sum + power * weight;
    if (next === sum) return sum;
    sum = next;
  }
}

/** (1 - x - Σ (1 - x^(2^-k))² 2^-k) / 3, for the share of registers that are not full. */
function tau(share: number): number {
  if (share === 0 || share === 1) return 0;
  let root = share;
  let sum = 1 - share;
  for (let weight = 0.5; ; weight /= 2) {
    root = Math.sqrt(root);
    const next = sum - (1 - root) ** 2 * weight;
    if (next === sum) return sum / 3;
    sum = next;
  }
}
