import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

import { deriveSecret } from './derive-secret.ts';

const version = 1;
const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;
const headLength = 1 + nonceLength;

/** Keeps secrets unreadable where they are stored. */
export interface Sealer {
  /** Seals for one place, such as the id of a row: nowhere else will it open. */
  seal: (plain: Uint8Array | string, associated: string) => Buffer<ArrayBuffer>;
  /** Throws an error that says nothing of the content if anything was changed. */
  open: (sealed: Uint8Array, associated: string) => Buffer<ArrayBuffer>;
}

/** Seals with a key of its own for each purpose: version, nonce, ciphertext (AES-256-GCM), tag. */
export function createSealer(key: Buffer, purpose: string): Sealer {
  const secret = deriveSecret(key, `sealing ${purpose}`);
  return {
    seal(plain, associated) {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv(algorithm, secret, nonce).setAAD(bind(associated));
      const text = Buffer.concat([cipher.update(Buffer.from(plain)), cipher.final()]);
      return Buffer.concat([Buffer.of(version), nonce, text, cipher.getAuthTag()]);
    },

    open(sealed, associated) {
      const end = sealed.length - tagLength;
      if (end < headLength || sealed[0] !== version) throw cannotOpen();
      const nonce = sealed.subarray(1, headLength);
      const decipher = createDecipheriv(algorithm, secret, nonce, { authTagLength: tagLength })
        .setAAD(bind(associated))
        .setAuthTag(sealed.subarray(end));
      const text = decipher.update(sealed.subarray(headLength, end));
      try {
        return Buffer.concat([text, decipher.final()]);
      } catch {
        throw cannotOpen();
      }
    },
  };
}

/** The version is part of it, so that no other can be claimed. */
const bind = (associated: string): Buffer =>
  Buffer.concat([Buffer.of(version), Buffer.from(associated)]);

const cannotOpen = (): Error =>
  new Error('What was sealed cannot be opened: it was changed, or sealed with another key.');
