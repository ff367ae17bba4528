import { createHash } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { apiKeyHashText, apiKeyTag, generateApiKey } from './api-key.ts';

describe.each([
  ['sdk', 'sdk_shop_'],
  ['server', 'srv_shop_'],
] as const)('a generated %s key', (kind, start) => {
  const { secret, hash, prefix } = generateApiKey(kind, 'shop');

  test('names its kind and tag and carries 32 random bytes', () => {
    expect(secret.startsWith(start)).toBe(true);
    expect(Buffer.from(secret.slice(start.length), 'base64url')).toHaveLength(32);
  });

  test('is stored as its SHA-256, the same that nodes look it up by', () => {
    const expected = createHash('sha256').update(secret).digest();
    expect(Buffer.from(hash).equals(expected)).toBe(true);
    expect(apiKeyHashText(secret)).toBe(expected.toString('base64'));
  });

  test('shows four random characters afterwards, no more', () => {
    expect(prefix).toBe(secret.slice(0, start.length + 4));
  });

  test('tells its tag afterwards, whatever the random characters are', () => {
    const tags = Array.from({ length: 500 }, () =>
      apiKeyTag(generateApiKey(kind, 'my-shop').prefix),
    );
    expect(new Set(tags)).toEqual(new Set(['my-shop']));
  });

  test('is never made twice', () => {
    expect(generateApiKey(kind, 'shop').secret).not.toBe(secret);
  });
});
