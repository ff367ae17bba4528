import { generateKeyPairSync } from 'node:crypto';

import { signAccessToken, type Member } from '@halyard/auth';

import { createTokenVerifier, type TokenVerifier } from '../access-tokens/token-verifier.ts';
import type { Logger } from '../process/logger.ts';

export interface Tokens {
  /** As control would sign it. */
  tokenOf(member: Member): string;
  verifyToken: TokenVerifier['verify'];
}

/** Access tokens by a key of the test's own. */
export function createTokens(log: Logger): Tokens {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keyId = 'test';
  const { verify } = createTokenVerifier({
    jwksUrl: async () => new Map([[keyId, publicKey]]),
    log,
    now: Date.now,
  });
  return {
    tokenOf: (member) => signAccessToken(member, { privateKey, keyId, nowMs: Date.now() }),
    verifyToken: verify,
  };
}
