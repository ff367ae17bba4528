import { createHmac, randomFillSync, timingSafeEqual } from 'node:crypto';

import type { EvaluationSecrets } from '../evaluation-id/evaluation-secrets.ts';
import { deriveSecret } from '../sealing/derive-secret.ts';
import { nonceStart, readHead, tagStart, tokenLength, writeHead } from './token-bytes.ts';

/** Whose stream a token opens. */
export interface StreamTokenHolder {
  /** A UUID. */
  organizationId: string;
  /** Of the API key that the token was given to; a UUID. */
  keyId: string;
}

/** Mints tokens that open an event stream, and reads them on any node; none is kept. */
export interface StreamTokens {
  /** 96 characters that fit into addresses as they are; good for ten minutes. */
  mint: (holder: StreamTokenHolder) => string;
  /**
   * `undefined` for what was not minted with these secrets, or has expired. Whether the key still
   * stands is another matter.
   */
  verify: (token: string) => StreamTokenHolder | undefined;
}

interface StreamTokensOptions {
  /** Those of evaluation ids; tokens use none of them, but what is derived of each. */
  secrets: EvaluationSecrets;
  /** Milliseconds since 1970. */
  now: () => number;
}

const lifetimeMs = 10 * 60 * 1_000;
const form = /^[\w-]{96}$/;

/**
 * A token is the bytes that {@link writeHead} tells of, in base64url. Its tag is the first 16 bytes of
 * HMAC-SHA-256(HKDF(secret, `halyard stream tokens`), all bytes before it).
 */
export function createStreamTokens({
  secrets: { current, secrets },
  now,
}: StreamTokensOptions): StreamTokens {
  const derived = new Map(
    [...secrets].map(([secretId, secret]) => [secretId, deriveSecret(secret, 'stream tokens')]),
  );
  const currentSecret = derived.get(current);
  if (!currentSecret) throw new Error(`There is no secret for the current key id, ${current}.`);
  return {
    mint(holder) {
      const bytes = Buffer.alloc(tokenLength);
      writeHead(bytes, { ...holder, secretId: current, expiresAtMs: now() + lifetimeMs });
      randomFillSync(bytes, nonceStart, tagStart - nonceStart);
      tagOf(bytes, currentSecret).copy(bytes, tagStart);
      return bytes.toString('base64url');
    },

    verify(token) {
      if (!form.test(token)) return undefined;
      const bytes = Buffer.from(token, 'base64url');
      const head = readHead(bytes);
      const secret = head && derived.get(head.secretId);
      if (!secret || !timingSafeEqual(bytes.subarray(tagStart), tagOf(bytes, secret))) {
        return undefined;
      }
      const { organizationId, keyId, expiresAtMs } = head;
      return now() < expiresAtMs ? { organizationId, keyId } : undefined;
    },
  };
}

const tagOf = (bytes: Buffer, secret: Buffer): Buffer =>
  createHmac('sha256', secret)
    .update(bytes.subarray(0, tagStart))
    .digest()
    .subarray(0, tokenLength - tagStart);
