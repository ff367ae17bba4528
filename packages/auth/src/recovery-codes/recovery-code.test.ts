import { createHmac } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { generateRecoveryCodes, hashRecoveryCode } from './recovery-code.ts';

const secret = Buffer.alloc(32, 5);
const hashOf = (typed: string) => hashRecoveryCode(typed, secret);
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** As it is shown, without the hyphen. */
const code = fc.string({
  unit: fc.constantFrom(...alphabet.split('')),
  minLength: 10,
  maxLength: 10,
});

test('codes come by ten, all different, easy to read', () => {
  const codes = generateRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$/);
});

test('no code is made twice, and every character serves', () => {
  const made = Array.from({ length: 200 }, generateRecoveryCodes).flat();
  expect(new Set(made).size).toBe(2_000);
  expect([...new Set(made.join(''))].toSorted().join('')).toBe(`-${alphabet}`);
});

test('what is stored of a code is HMAC-SHA-256 with the installation’s secret', () => {
  const hmac = createHmac('sha256', secret).update('recovery code\u00007kq2mx0v9e').digest();
  expect(Buffer.from(hashOf('7kq2m-x0v9e')!).equals(hmac)).toBe(true);
  expect(hashRecoveryCode('7kq2m-x0v9e', Buffer.alloc(32, 6))).not.toEqual(hashOf('7kq2m-x0v9e'));
});

test('different codes are stored differently', () => {
  fc.assert(
    fc.property(code, code, (one, other) => {
      fc.pre(one !== other);
      expect(hashOf(one)).not.toEqual(hashOf(other));
    }),
  );
});

describe('a code is known', () => {
  const spellings: Record<string, readonly string[]> = {
    '0': ['0', 'o', 'O'],
    '1': ['1', 'i', 'I', 'l', 'L'],
  };
  const spell = (character: string) =>
    fc.constantFrom(...(spellings[character] ?? [character, character.toUpperCase()]));
  const gap = fc.constantFrom('', '', ' ', '-', ' - ', '\t', '\n');

  test('in either case, with spaces and hyphens anywhere, O for 0 and I or L for 1', () => {
    const typed = code.chain((code) =>
      fc
        .tuple(...code.split('').map((character) => fc.tuple(spell(character), gap)), gap)
        .map((parts) => [code, parts.flat().join('')] as const),
    );
    fc.assert(
      fc.property(typed, ([code, typed]) => {
        expect(hashOf(typed)).toEqual(hashOf(code));
      }),
      { numRuns: 500 },
    );
  });
});

describe('no code is', () => {
  test.each([
    ['nothing', ''],
    ['hyphens', '----------'],
    ['too short', '7kq2m-x0v9'],
    ['too long', '7kq2m-x0v9ee'],
    ['one with a u', '7kq2m-x0v9u'],
    ['one with an accent', '7kq2m-x0v9é'],
    ['one with full-width digits', '7kq2m-x0v９e'],
    ['a code with spaces without end', `7kq2m-x0v9e${' '.repeat(100_000)}`],
  ])('%s', (_what, typed) => {
    expect(hashOf(typed)).toBeUndefined();
  });

  test('any text that does not hold ten of its characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        fc.pre(!/^([\s-]*[0-9a-tv-z\u212A]){10}[\s-]*$/i.test(typed));
        expect(hashOf(typed)).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });
});

test('a secret that is too short is refused', () => {
  expect(() => hashRecoveryCode('7kq2m-x0v9e', Buffer.alloc(16))).toThrow('32 bytes');
});
