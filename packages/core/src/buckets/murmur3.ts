// MurmurHash3_x86_32 by Austin Appleby (public domain), seed 0, over the UTF-8 bytes of a text.

const c1 = 0xcc9e2d51;
const c2 = 0x1b873593;

/** The hash's state after a first part, so that a salt is hashed once, not for every identifier. */
export interface HashedPrefix {
  readonly hash: number;
  /** Bytes of the block not full yet, lowest first, and how many bits they take. */
  readonly block: number;
  readonly shift: number;
  /** Bytes so far. */
  readonly length: number;
}

const nothing: HashedPrefix = { hash: 0, block: 0, shift: 0, length: 0 };
const encoder = new TextEncoder();

export function hashPrefix(text: string): HashedPrefix {
  return addBytes(nothing, encoder.encode(text));
}

/** The 32-bit hash of prefix and text together. Lone surrogates count as U+FFFD. */
export function murmur3(prefix: HashedPrefix, text: string): number {
  let { hash, block, shift } = prefix;
  let index = 0;
  // Four bytes at a time: the block not full yet takes the lowest, and keeps the highest.
  for (const end = text.length - 3; index < end; index += 4) {
    const first = text.charCodeAt(index);
    const second = text.charCodeAt(index + 1);
    const third = text.charCodeAt(index + 2);
    const fourth = text.charCodeAt(index + 3);
    if ((first | second | third | fourth) >= 0x80) break;
    const word = first | (second << 8) | (third << 16) | (fourth << 24);
    hash = mixBlock(hash, block | (word << shift));
    block = shift === 0 ? 0 : word >>> (32 - shift);
  }
  for (; index < text.length; index++) {
    const byte = text.charCodeAt(index);
    if (byte >= 0x80) return finish(addBytes(prefix, encoder.encode(text)));
    block |= byte << shift;
    shift += 8;
    if (shift === 32) {
      hash = mixBlock(hash, block);
      block = 0;
      shift = 0;
    }
  }
  return finalise(hash, block, prefix.length + text.length);
}

function addBytes(prefix: HashedPrefix, bytes: Uint8Array): HashedPrefix {
  let { hash, block, shift } = prefix;
  for (const byte of bytes) {
    block |= byte << shift;
    shift += 8;
    if (shift === 32) {
      hash = mixBlock(hash, block);
      block = 0;
      shift = 0;
    }
  }
  return { hash, block, shift, length: prefix.length + bytes.length };
}

const finish = ({ hash, block, length }: HashedPrefix): number => finalise(hash, block, length);

const rotateLeft = (value: number, bits: number): number =>
  (value << bits) | (value >>> (32 - bits));

const scramble = (block: number): number => Math.imul(rotateLeft(Math.imul(block, c1), 15), c2);

const mixBlock = (hash: number, block: number): number =>
  (Math.imul(rotateLeft(hash ^ scramble(block), 13), 5) + 0xe6546b64) | 0;

/** An unfinished block of zero bits scrambles to zero, so that it may always be mixed in. */
function finalise(hash: number, block: number, length: number): number {
  let mixed = hash ^ scramble(block) ^ length;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
