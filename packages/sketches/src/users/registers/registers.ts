import { registerOf, registerRankOf } from '../entries/entry.ts';

export const registerCount = 2 ** 14;

/** The rank of a hash whose 50 bits after the register's number are all 0. */
export const highestRegister = 51;

/** One byte each: the highest rank of any hash whose first 14 bits are the register's number. */
export type Registers = Uint8Array<ArrayBuffer>;

export const createRegisters = (): Registers => new Uint8Array(registerCount);

export function raiseRegister(registers: Registers, entry: number): void {
  const at = registerOf(entry);
  const rank = registerRankOf(entry);
  if (rank > registers[at]!) registers[at] = rank;
}

export function mergeRegisters(target: Registers, other: Registers): void {
  for (let at = 0; at < registerCount; at++) {
    const rank = other[at]!;
    if (rank > target[at]!) target[at] = rank;
  }
}
