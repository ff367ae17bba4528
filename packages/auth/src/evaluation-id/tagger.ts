import { hash } from 'node:crypto';

import { headLength } from './head.ts';

/** The tag of a head, 10 hexadecimal digits: what only those who have the secret can compute. */
export type Tagger = (organizationId: string, head: Buffer) => string;

const blockLength = 64;
const organizationIdLength = 16;
const digestLength = 32;
const tagDigits = 10;

/**
 * Computes HMAC-SHA-256 of the organization's id and a head by two bare hashes, each over a buffer
 * that begins with the padded secret: a third of what `createHmac` costs.
 */
export function createTagger(secret: Uint8Array): Tagger {
  const inner = Buffer.alloc(blockLength + organizationIdLength + headLength);
  const outer = Buffer.alloc(blockLength + digestLength);
  for (let index = 0; index < blockLength; index++) {
    const byte = secret[index] ?? 0;
    inner[index] = byte ^ 0x36;
    outer[index] = byte ^ 0x5c;
  }
  return (organizationId, head) => {
    writeUuid(inner, blockLength, organizationId);
    writeFreeBits(inner, blockLength + organizationIdLength, head);
    outer.write(hash('sha256', inner, 'binary'), blockLength, 'latin1');
    return hash('sha256', outer, 'hex').slice(0, tagDigits);
  };
}

function writeUuid(target: Buffer, offset: number, uuid: string): void {
  for (let byte = 0, index = 0; byte < organizationIdLength; byte++, index += 2) {
    if (uuid.charCodeAt(index) === hyphen) index++;
    target[offset + byte] = (digitAt(uuid, index) << 4) | digitAt(uuid, index + 1);
  }
}

const hyphen = 0x2d;

/** A hexadecimal digit; letters of either case have bit 6. */
function digitAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return (code & 0x0f) + (code >> 6) * 9;
}

/** Writes a head without version and variant: 82 bits from the left, then six zeros. */
function writeFreeBits(target: Buffer, offset: number, head: Buffer): void {
  // Byte by byte: for so few a call of `copy` costs more.
  for (let byte = 0; byte < 6; byte++) target[offset + byte] = head[byte]!;
  const twelve = head.readUInt16BE(6) & 0x0fff;
  const twentyTwo = ((head[8]! & 0x3f) << 16) | head.readUInt16BE(9);
  target.writeInt32BE((twelve << 20) | (twentyTwo >> 2), offset + 6);
  target[offset + 10] = (twentyTwo & 0b11) << 6;
}
