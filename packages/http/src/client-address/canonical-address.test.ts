import { isIP } from 'node:net';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { canonicalAddress } from './canonical-address.ts';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::FFFF:cb00:7107', '203.0.113.7'],
  ['0:0:0:0:0:ffff:203.0.113.7', '203.0.113.7'],
  ['2001:DB8:0:0::1', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  [
    '1111:2222:3333:4444:5555:6666:1.2.3.4%a-zone-of-some-length',
    '1111:2222:3333:4444:5555:6666:102:304',
  ],
  ['::ffff:203.0.113.7%eth0', '203.0.113.7'],
  ['::1', '::1'],
  ['::', '::'],
  ['64:ff9b::203.0.113.7', '64:ff9b::cb00:7107'],
  ['203.0.113.7:4711', undefined],
  ['203.0.113.007', undefined],
  ['203.0.113', undefined],
  ['3405803783', undefined],
  ['[2001:db8::1]', undefined],
  [' 203.0.113.7', undefined],
  ['unknown', undefined],
  ['', undefined],
])('%j is written %s', (text, expected) => {
  expect(canonicalAddress(text)).toBe(expected);
});

test('every address has one spelling, and nothing else has any', () => {
  const zone = fc.stringMatching(/^[-a-zA-Z.:0-9]{1,80}$/);
  const text = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.tuple(fc.ipV6(), zone).map((parts) => parts.join('%')),
    fc.stringMatching(/^[0-9a-f:.%]{1,60}$/),
    fc.string(),
  );
  const isSettled = (given: string): boolean => {
    const address = canonicalAddress(given);
    if (address === undefined) return isIP(given) === 0;
    return isIP(given) !== 0 && canonicalAddress(address) === address;
  };
  fc.assert(fc.property(text, isSettled), { numRuns: 5_000 });
});
