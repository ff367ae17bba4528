import { highestRegister, registerCount, type Registers } from './registers.ts';

/** How many bytes the registers take at 6 bits each. */
export const packedLength = (registerCount * 6) / 8;

/** Writes the registers from `start` on, four in three bytes. */
export function packRegisters(registers: Registers, target: Uint8Array, start: number): void {
  for (let from = 0, to = start; from < registerCount; from += 4, to += 3) {
    const four =
      (registers[from]! << 18) |
      (registers[from + 1]! << 12) |
      (registers[from + 2]! << 6) |
      registers[from + 3]!;
    target[to] = four >>> 16;
    target[to + 1] = four >>> 8;
    target[to + 2] = four;
  }
}

/** Raises registers to those that are packed from `start` on, without a copy of these. */
export function raiseToPacked(registers: Registers, bytes: Uint8Array, start: number): void {
  let highest = 0;
  for (let from = start, to = 0; to < registerCount; from += 3, to += 4) {
    const four = (bytes[from]! << 16) | (bytes[from + 1]! << 8) | bytes[from + 2]!;
    const first = four >>> 18;
    const second = (four >>> 12) & 63;
    const third = (four >>> 6) & 63;
    const fourth = four & 63;
    if (first > registers[to]!) registers[to] = first;
    if (second > registers[to + 1]!) registers[to + 1] = second;
    if (third > registers[to + 2]!) registers[to + 2] = third;
    if (fourth > registers[to + 3]!) registers[to + 3] = fourth;
    highest = Math.max(highest, first, second, third, fourth);
  }
  if (highest > highestRegister) throw new Error('The sketch has a register too high');
}
