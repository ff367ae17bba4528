import { isApiKey } from './api-key.ts';

export type Credential =
  | { kind: 'key'; secret: string }
  | { kind: 'token'; token: string }
  | { kind: 'missing' };

/** The headers a credential can arrive in, as `node:http` gives them. */
export interface CredentialHeaders {
  'x-sdk-key'?: string | string[] | undefined;
  'x-api-key'?: string | string[] | undefined;
  authorization?: string | undefined;
}

const usualLength = 'Bearer '.length;
const scheme = /^(?:bearer|apikey) +(\S+) *$/i;

/** Finds a request's credential: `X-SDK-Key`, else `X-API-Key`, else `Authorization: Bearer|ApiKey`. */
export function readCredential(headers: CredentialHeaders): Credential {
  const value =
    single(headers['x-sdk-key']) ??
    single(headers['x-api-key']) ??
    (headers.authorization === undefined ? undefined : readAuthorization(headers.authorization));
  if (value === undefined) return { kind: 'missing' };
  return isApiKey(value) ? { kind: 'key', secret: value } : { kind: 'token', token: value };
}

function readAuthorization(header: string): string | undefined {
  // Spelt as nearly everybody does, it is read sooner than by the pattern.
  const isUsual = header.startsWith('Bearer ') || header.startsWith('ApiKey ');
  const value = isUsual ? header.slice(usualLength) : '';
  return value !== '' && !value.includes(' ') ? value : scheme.exec(header)?.[1];
}

function single(header: string | string[] | undefined): string | undefined {
  const first = Array.isArray(header) ? header[0] : header;
  // Clients send a header they have no key for empty.
  return first === '' ? undefined : first;
}
