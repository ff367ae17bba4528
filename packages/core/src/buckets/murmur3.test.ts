import fc from 'fast-check';
import murmurHash3 from 'murmurhash3js-revisited';
import { expect, test } from 'vitest';

import { check } from '../testing/check.ts';
import { hashPrefix, murmur3 } from './murmur3.ts';

const nothing = hashPrefix('');

test.each([
  ['ejOoVL', 0],
  ['SI7p-', 2_147_483_647],
  ['6LvT0', 2_147_483_648],
  ['ceQdGm', 4_294_967_295],
  ['', 0],
])('the hash of %j is %d', (text, expected) => {
  expect(murmur3(nothing, text)).toBe(expected);
});

const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
);

test('an independent implementation gives the same hash of the same bytes', () => {
  check(
    fc.property(anyText, anyText, (prefix, text) => {
      const bytes = [...new TextEncoder().encode(prefix), ...new TextEncoder().encode(text)];
      expect(murmur3(hashPrefix(prefix), text)).toBe(murmurHash3.x86.hash32(bytes));
    }),
  );
});
