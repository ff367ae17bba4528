import { createPublicKey, generateKeyPairSync } from 'node:crypto';

import { expect, test } from 'vitest';

import { publicJwk } from './public-jwk.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

test('the document gives the same key back', () => {
  const jwk = publicJwk(publicKey, 'k1');
  expect(jwk).toMatchObject({ kid: 'k1', use: 'sig', alg: 'ES256' });
  expect(createPublicKey({ key: { ...jwk }, format: 'jwk' }).equals(publicKey)).toBe(true);
});

test('nothing secret is in it, even when it is made from the private key', () => {
  expect(publicJwk(privateKey, 'k1')).toEqual(publicJwk(publicKey, 'k1'));
});

test.each([
  ['another curve', generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey],
  ['another kind', generateKeyPairSync('ed25519').publicKey],
])('a key of %s is refused', (_what, key) => {
  expect(() => publicJwk(key, 'k1')).toThrow('P-256');
});
