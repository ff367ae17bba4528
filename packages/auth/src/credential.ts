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

const scheme = /^(?:bearer|apikey) +(\S+) *$/i;

/** Finds a request's credential: `X-SDK-Key`, else `X-API-Key`, else `Authorization: Bearer|ApiKey`. */
export function readCredential(headers: CredentialHeaders): Credential {
  const value =
    single(headers['x-sdk-key']) ??
    single(headers['x-api-key']) ??
    (headers.authorization === undefined ? undefined : scheme.exec(headers.authorization)?.[1]);
  if (value === undefined) return { kind: 'missing' };
  return isApiKey(value) ? { kind: 'key', secret: value } : { kind: 'token', token: value };
}

function single(header: string | string[] | undefined): string | undefined {
  const [first] = Array.isArray(header) ? header : [header];
  // Clients send a header they have no key for empty.
  return first === '' ? undefined : first;
}
