const digits = new Int8Array(256).fill(-1);
for (let digit = 0; digit < 16; digit++) {
  digits[digit.toString(16).charCodeAt(0)] = digit;
  digits[digit.toString(16).toUpperCase().charCodeAt(0)] = digit;
}

/** The eight hexadecimal digits from `start` on as a number of 32 bits; throws if they are not. */
export function parseHashHalf(hash: string, start: number): number {
  let value = 0;
  for (let at = start; at < start + 8; at++) {
    const digit = digits[hash.charCodeAt(at)] ?? -1;
    if (digit < 0) throw new Error('A hash is 16 hexadecimal digits');
    value = (value << 4) | digit;
  }
  return value >>> 0;
}
