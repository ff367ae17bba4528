import { BlockList, isIP } from 'node:net';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { check } from '../testing/check.ts';
import { contains, parseIp, parseNetwork } from './ip-address.ts';

const nearlyAnAddress = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.stringMatching(/^[0-9a-f:.]{1,20}$/),
  fc.constantFrom(
    '::',
    '::1',
    '1::',
    '::ffff:1.2.3.4',
    '1:2:3:4:5:6:7::',
    '::2:3:4:5:6:7:8',
    '1::8:',
    '01.2.3.4',
    '1.2.3',
    '1.2.3.256',
    '1:2:3:4:5:6:1.2.3.4',
    ':::',
    '1::2::3',
    '::1.2.3.4.5',
  ),
);

test('an independent implementation reads the same addresses', () => {
  check(
    fc.property(nearlyAnAddress, (text) => {
      expect(parseIp(text) !== undefined, text).toBe(isIP(text) !== 0);
    }),
    2_000,
  );
});

test('an independent implementation finds the same addresses in the same networks', () => {
  const near = fc.integer({ min: 0, max: 255 });
  check(
    fc.property(fc.boolean(), fc.nat({ max: 128 }), near, near, (isV4, anyBits, one, other) => {
      const bits = isV4 ? anyBits % 33 : anyBits;
      const [base, address] = [one, other].map((last) =>
        isV4 ? `10.1.${last}.${last}` : `2001:db8::${last}:${last}`,
      );
      const list = new BlockList();
      list.addSubnet(base!, bits, isV4 ? 'ipv4' : 'ipv6');
      const network = parseNetwork(`${base}/${bits}`)!;
      expect(contains(network, parseIp(address!)!)).toBe(
        list.check(address!, isV4 ? 'ipv4' : 'ipv6'),
      );
    }),
    1_000,
  );
});

test.each([
  ['10.0.0.0/8', '::ffff:10.1.2.3', true],
  ['::ffff:10.0.0.0/104', '10.1.2.3', true],
  ['::ffff:10.0.0.0/104', '11.1.2.3', false],
  ['10.1.2.3', '10.1.2.3', true],
  ['10.1.2.3', '10.1.2.4', false],
  ['0.0.0.0/0', '203.0.113.9', true],
  ['::/0', '203.0.113.9', false],
  ['0.0.0.0/0', '2001:db8::1', false],
  ['10.1.2.3/8', '10.9.9.9', true],
  ['2001:db8::1', '2001:DB8:0::1', true],
])('%s contains %s: %s', (network, address, expected) => {
  expect(contains(parseNetwork(network)!, parseIp(address)!)).toBe(expected);
});

test.each([
  '',
  '/',
  '10.0.0.0/',
  '10.0.0.0/33',
  '::/129',
  '10.0.0.0/8/8',
  '10.0.0.0/-1',
  '10.0.0.0/08',
  '10.0.0/8',
  'x/8',
])('%j is no network', (text) => expect(parseNetwork(text)).toBeUndefined());
