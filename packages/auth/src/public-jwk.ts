import type { KeyObject } from 'node:crypto';

/** A key that verifies access tokens, as it stands in a JWKS. */
export interface PublicJwk {
  kty: 'EC';
  crv: 'P-256';
  x: string;
  y: string;
  kid: string;
  use: 'sig';
  alg: 'ES256';
}

/** Describes a public key on the curve P-256; of a private key it takes the public part alone. */
export function publicJwk(key: KeyObject, keyId: string): PublicJwk {
  const { kty, crv, x, y } = key.export({ format: 'jwk' });
  if (kty !== 'EC' || crv !== 'P-256' || x === undefined || y === undefined) {
    throw new TypeError('Access tokens need a key on the curve P-256.');
  }
  return { kty, crv, x, y, kid: keyId, use: 'sig', alg: 'ES256' };
}
