import type { KeyObject } from 'node:crypto';

import { readKeyId, verifyAccessToken, type TokenBearer } from '@halyard/auth';
import { AppError } from '@halyard/contracts';
import { z } from 'zod';

import type { Logger } from '../process/logger.ts';
import { createKeySet } from './key-set.ts';
import { readJwks } from './read-jwks.ts';

export interface TokenVerifierOptions {
  /** Where the keys are read: `https:`, `http:` or `file:`, or whatever gives them by their ids; without
   * it no token is accepted. */
  jwksUrl: string | ReadKeys | undefined;
  log: Pick<Logger, 'warn'>;
  /** Unix time, milliseconds. */
  now: () => number;
  /** How long the JWKS may take. */
  timeoutMs?: number;
}

/** Key id → public key; rejects while they cannot be read. */
export type ReadKeys = () => Promise<ReadonlyMap<string, KeyObject>>;

export interface TokenVerifier {
  /** Whom a token makes its bearer: else `unauthorized`, or `unavailable` when it cannot be told. */
  verify(token: string): Promise<TokenBearer>;
}

/** Where a JWKS is read, in an environment variable. */
export const jwksUrl = z.url({
  protocol: /^(?:https?|file)$/,
  error: 'must be a URL that starts with https://, http:// or file:///',
});

const defaultTimeoutMs = 3_000;

/** Verifies access tokens by the keys that control publishes. */
export function createTokenVerifier({
  jwksUrl,
  log,
  now,
  timeoutMs = defaultTimeoutMs,
}: TokenVerifierOptions): TokenVerifier {
  if (jwksUrl === undefined) return acceptNone;
  const read = typeof jwksUrl === 'string' ? readerOf(new URL(jwksUrl), timeoutMs) : jwksUrl;
  const keys = createKeySet({ read, log, now });
  return {
    async verify(token) {
      const keyId = readKeyId(token);
      const key = keyId === undefined ? undefined : await keys.find(keyId);
      if (!key) {
        throw new AppError('unauthorized', 'This access token is not valid; log in again.');
      }
      return verifyAccessToken(token, key, now());
    },
  };
}

const readerOf =
  (url: URL, timeoutMs: number): ReadKeys =>
  () =>
    readJwks(url, timeoutMs);

const acceptNone: TokenVerifier = {
  verify: () =>
    Promise.reject(
      new AppError(
        'unauthorized',
        'Access tokens are not accepted here; send an SDK key or a server key.',
      ),
    ),
};
