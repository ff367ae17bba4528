import { generateKeyPairSync, hash } from 'node:crypto';

import { publicJwk, type PublicJwk } from '../public-jwk.ts';

export interface SigningKey {
  /** Thumbprint of the public key (RFC 7638): what tokens and the JWKS call the key. */
  keyId: string;
  /** PKCS #8. It is stored sealed. */
  privateKeyPem: string;
  publicJwk: PublicJwk;
}

/** Makes a key that access tokens are signed with, on the curve P-256. */
export function generateSigningKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keyId = jwkThumbprint(publicJwk(publicKey, ''));
  return {
    keyId,
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicJwk: publicJwk(publicKey, keyId),
  };
}

/** SHA-256 of the members that make the key, in the order RFC 7638 puts them in; base64url. */
export const jwkThumbprint = ({ crv, kty, x, y }: Pick<PublicJwk, 'crv' | 'kty' | 'x' | 'y'>) =>
  hash('sha256', JSON.stringify({ crv, kty, x, y }), 'buffer').toString('base64url');
