import { createHmac, timingSafeEqual } from 'node:crypto';

const shortestSecret = 32;

/** Marks texts as ours. */
export interface Mac {
  /** HMAC-SHA-256 of a text, 43 characters of base64url. */
  of: (text: string) => string;
  /** Compares in constant time. */
  isOf: (mac: string, text: string) => boolean;
}

/** What was made for one purpose is nothing to another, even with the same secret. */
export function createMac(secret: Buffer, purpose: string): Mac {
  if (secret.length < shortestSecret) {
    throw new TypeError(`The secret must have ${shortestSecret} bytes.`);
  }
  const of = (text: string): string =>
    createHmac('sha256', secret).update(`${purpose}\0${text}`).digest('base64url');
  return {
    of,
    isOf(mac, text) {
      // As text: some bits of base64url's last character are no bytes' and could be changed.
      const [given, expected] = [Buffer.from(mac), Buffer.from(of(text))];
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
