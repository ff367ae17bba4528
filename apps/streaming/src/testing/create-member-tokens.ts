import { generateKeyPairSync } from 'node:crypto';

import { signAccessToken } from '@halyard/auth';
import { createLogger, createTokenVerifier, type TokenVerifier } from '@halyard/http';

const userId = '0190a5f0-0000-7000-8000-000000000001';
const keyId = 'key';

/** Access tokens as control gives them, and what verifies them. */
export function createMemberTokens(now: () => number = Date.now) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { verify }: TokenVerifier = createTokenVerifier({
    jwksUrl: () => Promise.resolve(new Map([[keyId, publicKey]])),
    log: createLogger('test', 'silent'),
    now,
  });
  return {
    verifyToken: verify,
    /** Good for ten minutes. */
    sign: (organizationId: string) =>
      signAccessToken(
        { userId, organizationId, email: 'ada@example.com', role: 'VIEWER' },
        { privateKey, keyId, nowMs: now() },
      ),
  };
}
