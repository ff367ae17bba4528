import fc from 'fast-check';
import { expect, test } from 'vitest';

import { entryOf, indexOf, registerOf, registerRankOf } from './entry.ts';

/** Numbers of 32 bits, many of which begin or end in many zeros. */
const half = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.nat(32), fc.nat(32))
  .map(([bits, right, left]) => Number((BigInt(bits) >> BigInt(right)) << BigInt(left)) % 2 ** 32);

test('an entry tells the register of its hash and its rank there, whatever the 64 bits are', () => {
  fc.assert(
    fc.property(half, half, (high, low) => {
      const bits = ((BigInt(high) << 32n) | BigInt(low)).toString(2).padStart(64, '0');
      const first = bits.slice(14).indexOf('1');
      const entry = entryOf(high, low);
      expect(indexOf(entry)).toBe(Number.parseInt(bits.slice(0, 25), 2));
      expect(registerOf(entry)).toBe(Number.parseInt(bits.slice(0, 14), 2));
      expect(registerRankOf(entry)).toBe(first === -1 ? 51 : first + 1);
      expect(entry).toBeGreaterThan(0);
    }),
    { numRuns: 2_000 },
  );
});
