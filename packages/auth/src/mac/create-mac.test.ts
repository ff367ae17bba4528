import { createHmac } from 'node:crypto';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { createMac } from './create-mac.ts';

const secret = Buffer.alloc(32, 3);
const mac = createMac(secret, 'tests');

test('it is HMAC-SHA-256 of purpose and text', () => {
  const expected = createHmac('sha256', secret).update('tests\0text').digest('base64url');
  expect(mac.of('text')).toBe(expected);
});

test('only a text’s own is accepted, of the same purpose and secret', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, text, (one, other) => {
      expect(mac.isOf(mac.of(one), one)).toBe(true);
      expect(mac.isOf(mac.of(one), other)).toBe(Buffer.from(one).equals(Buffer.from(other)));
      expect(mac.isOf(createMac(secret, 'others').of(one), one)).toBe(false);
      expect(mac.isOf(createMac(Buffer.alloc(32, 4), 'tests').of(one), one)).toBe(false);
    }),
  );
});

test('only its own spelling is accepted', () => {
  const made = mac.of('text');
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  for (const last of alphabet) {
    const spelt = made.slice(0, -1) + last;
    expect(mac.isOf(spelt, 'text')).toBe(spelt === made);
  }
  for (const spelt of ['', `${made}=`, ` ${made}`, made.slice(1)]) {
    expect(mac.isOf(spelt, 'text')).toBe(false);
  }
});

test('a secret that is too short is refused', () => {
  expect(() => createMac(Buffer.alloc(31), 'tests')).toThrow('32 bytes');
});
