import fc from 'fast-check';
import { expect, test } from 'vitest';

import { addRandomUsers } from '../testing/random-users.ts';
import { decodeUsers } from './decode-users.ts';
import { encodeUsers } from './encode-users.ts';
import { estimateUsers } from './estimate-users.ts';
import { createUserSketch, sparseLimit } from './user-sketch.ts';

const sizes = [0, 1, 2, 100, 3_000, sparseLimit, sparseLimit + 1, 200_000];

const sketchOf = (count: number) => {
  const sketch = createUserSketch();
  addRandomUsers(sketch, count, count);
  return sketch;
};

test.each(sizes)('a sketch of %i users comes back the same, and goes on the same', (count) => {
  const sketch = sketchOf(count);
  const decoded = decodeUsers(encodeUsers(sketch));
  expect(estimateUsers(decoded)).toBe(estimateUsers(sketch));
  expect(encodeUsers(decoded)).toEqual(encodeUsers(sketch));
  addRandomUsers(decoded, 7, 5_000);
  addRandomUsers(sketch, 7, 5_000);
  expect(encodeUsers(decoded)).toEqual(encodeUsers(sketch));
});

test('a sketch takes 4 bytes and some for each user at most, and 13 KB', () => {
  for (const count of sizes) {
    expect(encodeUsers(sketchOf(count)).length).toBeLessThanOrEqual(
      Math.min(count * 4 + 1, 13_000),
    );
  }
});

test.each([
  ['nothing', []],
  ['another version', [0, 1]],
  ['latencies', [3, 5, 2]],
  ['a number cut short', [1, 0x80]],
  ['a missing rank', [1, 0]],
  ['a rank of 0', [1, 0, 0]],
  ['too high a rank', [1, 0, 41]],
  ['the same index twice', [1, 5, 0]],
  ['too high an index', [1, 0x80, 0x80, 0x80, 0x10]],
  ['too large a number', [1, ...Array.from({ length: 9 }, () => 0xff), 1]],
  ['too few registers', [2, ...Array.from({ length: 12_287 }, () => 0)]],
  ['too many registers', [2, ...Array.from({ length: 12_289 }, () => 0)]],
  ['too high a register', [2, 0xff, ...Array.from({ length: 12_287 }, () => 0)]],
])('%s is no sketch of users', (_, bytes) => {
  expect(() => decodeUsers(Uint8Array.from(bytes))).toThrow(/sketch/);
});

test('bytes are refused or are the very bytes of a sketch, save for numbers written too long', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (tail) => {
      const decoded = decodeOrUndefined(Uint8Array.of(1, ...tail));
      if (decoded === undefined) return;
      const again = encodeUsers(decoded);
      expect(again.length).toBeLessThanOrEqual(tail.length + 1);
      expect(encodeUsers(decodeUsers(again))).toEqual(again);
    }),
    { numRuns: 1_000 },
  );
});

function decodeOrUndefined(bytes: Uint8Array) {
  try {
    return decodeUsers(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    return undefined;
  }
}
