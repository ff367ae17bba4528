/** Reads what a `ByteWriter` wrote; throws at whatever it cannot have written. */
export interface ByteReader {
  isAtEnd(): boolean;
  byte(): number;
  varint(): number;
}

export function createByteReader(bytes: Uint8Array, start: number): ByteReader {
  let at = start;
  const byte = (): number => {
    if (at >= bytes.length) throw new Error('The sketch is cut short');
    return bytes[at++]!;
  };
  return {
    isAtEnd: () => at === bytes.length,
    byte,
    varint: () => {
      let value = 0;
      for (let scale = 1; ; scale *= 128) {
        const next = byte();
        value += (next & 127) * scale;
        if (value > Number.MAX_SAFE_INTEGER) throw new Error('The sketch has too large a number');
        if (next < 128) return value;
      }
    },
  };
}
