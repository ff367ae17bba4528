import { hash, randomBytes } from 'node:crypto';

export type ApiKeyKind = 'sdk' | 'server';

const schemes = { sdk: 'sdk_', server: 'srv_' } as const satisfies Record<ApiKeyKind, string>;
const randomByteLength = 32;
const shownRandomCharacters = 4;

export interface GeneratedApiKey {
  /** The key itself; it is shown once and never stored. */
  secret: string;
  /** SHA-256 of the key: what is stored and looked up. */
  hash: Uint8Array<ArrayBuffer>;
  /** The part that may be shown later. */
  prefix: string;
}

/** Makes a new key. The tag is cosmetic: it tells people where a key belongs. */
export function generateApiKey(kind: ApiKeyKind, tag: string): GeneratedApiKey {
  const start = `${schemes[kind]}${tag}_`;
  const secret = start + randomBytes(randomByteLength).toString('base64url');
  const prefix = secret.slice(0, start.length + shownRandomCharacters);
  return { secret, hash: hashApiKey(secret), prefix };
}

/** The tag of a key, read from the part of it that may be shown. */
export const apiKeyTag = (prefix: string): string =>
  prefix.slice(prefix.indexOf('_') + 1, -(shownRandomCharacters + 1));

export function hashApiKey(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hash('sha256', secret, 'buffer'));
}

/** A stored hash as the string that {@link apiKeyHashText} gives for the key. */
export function apiKeyHashAsText(stored: Uint8Array): string {
  return Buffer.from(stored).toString('base64');
}

/** SHA-256 of a key as base64: the form in which nodes look keys up. */
export function apiKeyHashText(secret: string): string {
  return hash('sha256', secret, 'base64');
}

/** True for values that are keys by their form; every other credential is a JWT. */
export function isApiKey(value: string): boolean {
  return value.startsWith(schemes.sdk) || value.startsWith(schemes.server);
}
