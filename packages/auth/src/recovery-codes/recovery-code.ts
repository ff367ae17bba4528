import { randomBytes } from 'node:crypto';

import { createMac } from '../mac/create-mac.ts';

/** Crockford's base32: digits and letters but for i, l, o, which read like digits, and u. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const count = 10;
const length = 10;
const half = length / 2;
const form = new RegExp(`^[${alphabet}]{${length}}$`);

/** So much may be typed with spaces and hyphens in it. */
const longestTyped = 64;

/** Makes the ten codes that replace a lost authenticator, each once: `7kq2m-x0v9e`, 50 bits. */
export function generateRecoveryCodes(): string[] {
  const codes = new Set<string>();
  while (codes.size < count) codes.add(generateCode());
  return [...codes];
}

/**
 * What is stored of a code and looked up; `undefined` for what is no code by its form. It may be
 * typed in either case, with spaces and hyphens anywhere, `o` for 0 and `i` or `l` for 1.
 */
export function hashRecoveryCode(
  typed: string,
  secret: Buffer,
): Uint8Array<ArrayBuffer> | undefined {
  const code = readCode(typed);
  if (code === undefined) return undefined;
  // Keyed: one graphics card goes through 50 bits of bare SHA-256 in a day, for all users at once.
  // Without the installation's key a stolen database tells no code, and no slow hash is needed.
  return new Uint8Array(Buffer.from(createMac(secret, 'recovery code').of(code), 'base64url'));
}

function generateCode(): string {
  const code = Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('');
  return `${code.slice(0, half)}-${code.slice(half)}`;
}

function readCode(typed: string): string | undefined {
  if (typed.length > longestTyped) return undefined;
  const code = typed
    .replaceAll(/[\s-]/g, '')
    .toLowerCase()
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1');
  return form.test(code) ? code : undefined;
}
