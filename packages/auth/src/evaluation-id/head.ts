/** The bytes of an evaluation id before its tag. */
export const headLength = 11;

export interface Head {
  keyId: number;
  /** Of the flag's environment, unique within the organization. */
  serial: number;
  /** What was answered. */
  value: boolean;
  /** When, in units of ten minutes. */
  time: number;
}

/**
 * Writes a head over random bytes, most significant bit first: key id 2, serial 24, value 1, time 21,
 * version 4, random 12, variant 2, random 22.
 */
export function writeHead(bytes: Buffer, { keyId, serial, value, time }: Head): void {
  const first = (keyId << 30) | (serial << 6) | (Number(value) << 5) | ((time >> 16) & 0x1f);
  bytes.writeInt32BE(first, 0);
  bytes.writeUInt16BE(time & 0xffff, 4);
  bytes[6] = 0x80 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
}

export function readHead(bytes: Buffer): Head {
  const first = bytes.readUInt32BE(0);
  return {
    keyId: first >>> 30,
    serial: (first >>> 6) & 0xffffff,
    value: (first & 0x20) !== 0,
    time: ((first & 0x1f) << 16) | bytes.readUInt16BE(4),
  };
}
