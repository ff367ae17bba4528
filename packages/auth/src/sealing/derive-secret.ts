import { hkdfSync } from 'node:crypto';

const byteLength = 32;

/**
 * A secret of 32 bytes that is good for one purpose (HKDF-SHA256): who learns it learns neither the
 * key nor another purpose's secret.
 */
export function deriveSecret(key: Buffer, purpose: string): Buffer {
  if (key.length < byteLength) throw new TypeError(`The key must have ${byteLength} bytes.`);
  return Buffer.from(hkdfSync('sha256', key, '', `halyard ${purpose}`, byteLength));
}
