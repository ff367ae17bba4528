import { createHash, createPublicKey } from 'node:crypto';

import { expect, test } from 'vitest';

import { readKeyId, signAccessToken, verifyAccessToken } from '../access-token.ts';
import { generateSigningKey, jwkThumbprint } from './generate-signing-key.ts';

test('a key’s thumbprint is the one RFC 9449 prints for its example', () => {
  const thumbprint = jwkThumbprint({
    kty: 'EC',
    x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs',
    y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA',
    crv: 'P-256',
  });
  expect(thumbprint).toBe('0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I');
});

test('a key is called by the thumbprint of its point on the curve', () => {
  const { keyId, privateKeyPem } = generateSigningKey();
  // The last 64 bytes of a P-256 key in DER are the point's x and y.
  const point = createPublicKey(privateKeyPem)
    .export({ type: 'spki', format: 'der' })
    .subarray(-64);
  const [x, y] = [point.subarray(0, 32), point.subarray(32)].map((n) => n.toString('base64url'));
  const canonical = `{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`;
  expect(keyId).toBe(createHash('sha256').update(canonical).digest('base64url'));
});

test('what the private key signs, the public one verifies, found by the name in the token', () => {
  const { keyId, privateKeyPem, publicJwk } = generateSigningKey();
  const nowMs = Date.UTC(2026, 5, 1);
  const member = {
    kind: 'member',
    userId: '0190a5f0-0000-7000-8000-000000000001',
    email: 'ada@example.com',
    organizationId: '0190a5f0-0000-7000-8000-000000000002',
    role: 'ADMIN',
  } as const;
  const token = signAccessToken(member, { privateKey: privateKeyPem, keyId, nowMs });
  const publicKey = createPublicKey({ key: { ...publicJwk }, format: 'jwk' });
  expect(readKeyId(token)).toBe(publicJwk.kid);
  expect(verifyAccessToken(token, publicKey, nowMs)).toMatchObject(member);
});

test('the public half holds nothing of the private one', () => {
  const { publicJwk } = generateSigningKey();
  expect(Object.keys(publicJwk).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
});

test('no key is made twice', () => {
  const made = Array.from({ length: 20 }, () => generateSigningKey().keyId);
  expect(new Set(made).size).toBe(20);
});
