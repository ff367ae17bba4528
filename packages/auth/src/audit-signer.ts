import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';

/** Signs the audit chain's checkpoints (ES256). */
export interface AuditSigner {
  /** Which key signs: SHA-256 of the public key (SPKI, DER), base64url. */
  keyId: string;
  sign(text: string): Uint8Array<ArrayBuffer>;
}

/** Whether a signature over a text is by the key of that id; `false` for a key that is not known. */
export type VerifyAuditSignature = (keyId: string, text: string, signature: Uint8Array) => boolean;

/** The private key as PEM (PKCS #8), on the curve P-256. */
export function generateAuditKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

export function createAuditSigner(privateKeyPem: string): AuditSigner {
  const key = createPrivateKey(privateKeyPem);
  return {
    keyId: keyIdOf(createPublicKey(key)),
    sign: (text) =>
      new Uint8Array(sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' })),
  };
}

/** Takes every key that has ever signed; private keys serve as well as public ones. */
export function createAuditVerifier(pems: readonly string[]): VerifyAuditSignature {
  const keys = new Map(pems.map((pem) => createPublicKey(pem)).map((key) => [keyIdOf(key), key]));
  return (keyId, text, signature) => {
    const key = keys.get(keyId);
    if (!key) return false;
    return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, signature);
  };
}

const keyIdOf = (publicKey: KeyObject): string =>
  createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64url');
