import { hash as hashWith, type Options } from '@node-rs/argon2';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createPasswords } from './create-passwords.ts';
import { needsRehash } from './needs-rehash.ts';
import { nobodysHash } from './nobodys-hash.ts';

const { hashPassword, verifyPassword } = createPasswords();
const password = 'correct horse battery staple';

test('a password is verified by its own hash and by no other, whatever it is', async () => {
  const passwords = fc.string({ unit: 'binary', maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(passwords, passwords, async (one, other) => {
      const hash = await hashPassword(one);
      expect(await verifyPassword(one, hash)).toBe(true);
      expect(await verifyPassword(other, hash)).toBe(
        one.normalize('NFKC') === other.normalize('NFKC'),
      );
    }),
    { numRuns: 20 },
  );
});

test('a hash is a PHC string of argon2id with 19 MiB, two passes and one lane, salted', async () => {
  const hash = await hashPassword(password);
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(await hashPassword(password)).not.toBe(hash);
});

test.each([
  ['composed and decomposed letters', 'caf\u00e9', 'cafe\u0301'],
  ['full-width and usual digits', '\uff11\uff12\uff13', '123'],
  ['a ligature and its letters', '\ufb01', 'fi'],
])('%s are the same', async (_what, typed, spelt) => {
  expect(await verifyPassword(spelt, await hashPassword(typed))).toBe(true);
});

describe('a password of more than 1 024 characters', () => {
  const longest = 'x'.repeat(1_024);

  test('is refused, and nothing of it repeated', async () => {
    await expect(hashPassword(`${longest}x`)).rejects.toMatchObject({
      code: 'invalid_request',
      message: 'This password is too long.',
      details: [{ field: 'password', expected: 'at most 1024 characters' }],
    });
  });

  test('is nobody’s, not even as far as it could be', async () => {
    const hash = await hashPassword(longest);
    expect(await verifyPassword(longest, hash)).toBe(true);
    expect(await verifyPassword(`${longest}x`, hash)).toBe(false);
  });
});

describe('where there is no hash', () => {
  test('no password is right', async () => {
    for (const given of ['', password]) expect(await verifyPassword(given, undefined)).toBe(false);
  });

  test('the check takes what checking a new hash takes', () => {
    expect(needsRehash(nobodysHash)).toBe(false);
  });

  test('the check stands in line like any other', async () => {
    const alone = createPasswords({ longestLine: 0 });
    const first = alone.verifyPassword(password, undefined);
    await expect(alone.verifyPassword(password, undefined)).rejects.toMatchObject({
      code: 'unavailable',
      headers: { 'retry-after': '1' },
    });
    await expect(first).resolves.toBe(false);
  });
});

test('hashing and verifying stand in one line', async () => {
  const alone = createPasswords({ longestLine: 0 });
  const first = alone.hashPassword(password);
  await expect(alone.verifyPassword(password, nobodysHash)).rejects.toMatchObject({
    code: 'unavailable',
  });
  expect(await alone.verifyPassword(password, await first)).toBe(true);
});

describe('a hash needs renewing', () => {
  test('not while it is of today’s parameters', async () => {
    expect(needsRehash(await hashPassword(password))).toBe(false);
  });

  test.each<[string, Options]>([
    ['more memory', { memoryCost: 65_536 }],
    ['less memory', { memoryCost: 4_096 }],
    ['more passes', { timeCost: 3 }],
    ['more lanes', { parallelism: 2 }],
    ['another length', { outputLen: 16 }],
  ])('when it took %s, though it still verifies', async (_what, options) => {
    const hash = await hashWith(password, options);
    expect(needsRehash(hash)).toBe(true);
    expect(await verifyPassword(password, hash)).toBe(true);
  });

  test('when it is of argon2i, though it still verifies', async () => {
    const hash =
      '$argon2i$v=19$m=19456,t=2,p=1$CKbiYdyNVjCHpoRJnZ0Ftg$T2J8hDvJ8re2wi1rTkehus86V/8s2cbmQPI6MHTC8gY';
    expect(needsRehash(hash)).toBe(true);
    expect(await verifyPassword(password, hash)).toBe(true);
  });

  test.each(['', 'plain', '$2b$10$abcdefghijklmnopqrstuv'])('when it is %j', (hash) => {
    expect(needsRehash(hash)).toBe(true);
  });
});
