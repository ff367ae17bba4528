import { hash, randomBytes } from 'node:crypto';

const byteLength = 32;
const form = /^[\w-]{43}$/;

export interface OneTimeToken {
  /** What stands in the link; it is sent once and never stored. */
  token: string;
  /** SHA-256 of the token: what is stored and looked up. */
  hash: Uint8Array<ArrayBuffer>;
}

/** Makes the token of a link that serves once: an invitation, a new password, a new address. */
export function generateOneTimeToken(): OneTimeToken {
  const token = randomBytes(byteLength).toString('base64url');
  return { token, hash: sha256(token) };
}

/** What to look a token up by; `undefined` for what is none by its form. */
export const hashOneTimeToken = (token: string): Uint8Array<ArrayBuffer> | undefined =>
  form.test(token) ? sha256(token) : undefined;

const sha256 = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(hash('sha256', text, 'buffer'));
