import fc from 'fast-check';
import { expect, test } from 'vitest';

import { fingerprintOf } from './fingerprint.ts';

const type = 'TypeError';

test.each([
  ['numbers', 'Timeout after 1500 ms', 'Timeout after 20 ms'],
  ['fractions and signs', 'off by -1.5e-7', 'off by 12'],
  ['hexadecimal numbers', 'at 0x7ffe12', 'at 0x1'],
  ['hashes', 'commit 9f86d081884c7d65 failed', 'commit 2c26b46b failed'],
  [
    'UUIDs',
    'no order 6f1c7f0e-aaaa-bbbb-cccc-dddddddddddd',
    'no order 00000000-0000-4000-8000-000000000000',
  ],
  [
    'quoted texts',
    "Cannot read property 'price' of undefined",
    "Cannot read property 'a b' of undefined",
  ],
  ['double quotes', 'Unknown key "a"', 'Unknown key "b c"'],
  [
    'queries',
    'GET https://x.example/cart?id=a failed',
    'GET https://x.example/cart?q=b&c#d failed',
  ],
  ['e-mail addresses', 'no account for ada@example.com', 'no account for b.c+d@mail.example.org'],
  ['IP addresses', 'refused by 10.0.0.1:443', 'refused by 192.168.1.20:8443'],
])('errors that differ in %s alone have one fingerprint', (_, one, other) => {
  expect(fingerprintOf(type, one)).toBe(fingerprintOf(type, other));
  expect(fingerprintOf(type, one)).toMatch(/^[\da-f]{16}$/);
});

test.each([
  ['their type', fingerprintOf('A', 'failed'), fingerprintOf('B', 'failed')],
  ['their words', fingerprintOf(type, 'failed to load'), fingerprintOf(type, 'failed to save')],
  [
    'the address before a query',
    fingerprintOf(type, 'GET https://x.example/a?b'),
    fingerprintOf(type, 'GET https://x.example/c?b'),
  ],
  ['how the two are divided', fingerprintOf('AB', 'C'), fingerprintOf('A', 'BC')],
])('errors that differ in %s have two', (_, one, other) => {
  expect(one).not.toBe(other);
});

test('messages that differ in numbers alone have one, however long they are', () => {
  const words = fc.array(fc.stringMatching(/^[g-z .:()]{1,30}$/), { minLength: 2, maxLength: 200 });
  const number = fc.oneof(
    fc.nat(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  );
  fc.assert(
    fc.property(
      words,
      fc.infiniteStream(number),
      fc.infiniteStream(number),
      (parts, ones, others) => {
        const fill = (numbers: Iterator<number>) =>
          parts.map((part) => `${part} ${numbers.next().value} `).join('');
        expect(fingerprintOf(type, fill(ones))).toBe(fingerprintOf(type, fill(others)));
      },
    ),
    { numRuns: 200 },
  );
});

test('no message takes long', () => {
  for (const unit of [
    'a',
    '1',
    'a1',
    '-',
    "'",
    '"',
    'a@',
    '.',
    'a.',
    '0x',
    'http://',
    '<n>',
    'é ',
  ]) {
    fingerprintOf(type, unit.repeat(4_000));
  }
});
