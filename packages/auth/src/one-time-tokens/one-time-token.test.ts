import { createHash } from 'node:crypto';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { generateOneTimeToken, hashOneTimeToken } from './one-time-token.ts';

test('a token is 32 random bytes, found again by its SHA-256', () => {
  const { token, hash } = generateOneTimeToken();
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  expect(Buffer.from(hash).equals(createHash('sha256').update(token).digest())).toBe(true);
  expect(hashOneTimeToken(token)).toEqual(hash);
});

test('a token is fit for an address as it stands', () => {
  const { token } = generateOneTimeToken();
  expect(new URL(`https://example.com/accept-invitation#${token}`).hash).toBe(`#${token}`);
});

test('a token is never made twice', () => {
  const made = Array.from({ length: 1_000 }, () => generateOneTimeToken().token);
  expect(new Set(made).size).toBe(1_000);
});

test.each([
  ['nothing', ''],
  ['a token cut short', 'a'.repeat(42)],
  ['a token made longer', 'a'.repeat(44)],
  ['a line break after a token', `${'a'.repeat(43)}\n`],
  ['other characters', 'ä'.repeat(43)],
  ['padding', `${'a'.repeat(42)}=`],
  ['a megabyte', 'a'.repeat(1_048_576)],
])('%s is no token by its form', (_what, token) => {
  expect(hashOneTimeToken(token)).toBeUndefined();
});

test('whatever is given, it has a hash only if it looks like a token', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (token) => {
      fc.pre(!/^[\w-]{43}$/.test(token));
      expect(hashOneTimeToken(token)).toBeUndefined();
    }),
  );
});
