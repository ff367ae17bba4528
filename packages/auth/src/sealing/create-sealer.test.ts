import { createDecipheriv, hkdfSync } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createSealer } from './create-sealer.ts';

const key = Buffer.alloc(32, 7);
const sealer = createSealer(key, 'totp secrets');
const userId = '0190a5f0-0000-7000-8000-000000000001';
const refused = 'What was sealed cannot be opened: it was changed, or sealed with another key.';

const plain = fc.uint8Array({ maxLength: 200 });

test('what is sealed opens again, whatever it is', () => {
  fc.assert(
    fc.property(plain, fc.string({ unit: 'grapheme' }), (bytes, associated) => {
      const opened = sealer.open(sealer.seal(bytes, associated), associated);
      expect(opened.equals(bytes)).toBe(true);
    }),
  );
});

test('text is sealed as UTF-8', () => {
  expect(sealer.open(sealer.seal('Schlüssel', userId), userId).toString('utf8')).toBe('Schlüssel');
});

test('it is AES-256-GCM with a key that HKDF derives for the purpose', () => {
  const sealed = sealer.seal('secret', userId);
  const derived = hkdfSync('sha256', key, '', 'halyard sealing totp secrets', 32);
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(derived), sealed.subarray(1, 13))
    .setAAD(Buffer.from(`\u0001${userId}`))
    .setAuthTag(sealed.subarray(-16));
  expect(sealed[0]).toBe(1);
  expect(
    decipher.update(sealed.subarray(13, -16), undefined, 'utf8') + decipher.final('utf8'),
  ).toBe('secret');
});

test('the same is never sealed alike', () => {
  const made = Array.from({ length: 1_000 }, () => sealer.seal('secret', userId).toString('hex'));
  expect(new Set(made).size).toBe(1_000);
});

describe('nothing opens', () => {
  const sealed = sealer.seal('secret', userId);
  const refuse = (given: Uint8Array, associated = userId, by = sealer) =>
    expect(() => by.open(given, associated)).toThrow(new Error(refused));

  test('with any bit flipped', () => {
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      refuse(changed);
    }
  });

  test('cut short or made longer', () => {
    for (let length = 0; length < sealed.length; length++) refuse(sealed.subarray(0, length));
    refuse(Buffer.concat([sealed, Buffer.of(0)]));
  });

  test('in another place, for another purpose, with another key', () => {
    refuse(sealed, `${userId} `);
    refuse(sealed, '');
    refuse(sealed, userId, createSealer(key, 'signing keys'));
    refuse(sealed, userId, createSealer(Buffer.alloc(32, 8), 'totp secrets'));
  });

  test('that was never sealed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        refuse(bytes);
        refuse(Uint8Array.of(1, ...bytes));
      }),
      { numRuns: 1_000 },
    );
  });
});

test('a key that is too short is refused', () => {
  expect(() => createSealer(Buffer.alloc(31), 'totp secrets')).toThrow('32 bytes');
});
