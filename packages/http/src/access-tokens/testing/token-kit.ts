import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { publicJwk, signAccessToken } from '@halyard/auth';
import { onTestFinished } from 'vitest';

import { createLogger } from '../../process/logger.ts';
import { createTokenVerifier } from '../token-verifier.ts';

export const log = createLogger('test', 'silent');

export const member = {
  kind: 'member',
  userId: '0190a5f0-0000-7000-8000-000000000001',
  email: 'ada@example.com',
  organizationId: '0190a5f0-0000-7000-8000-000000000002',
  role: 'ADMIN',
} as const;

export const unauthorized = { code: 'unauthorized' };
export const unavailable = { code: 'unavailable', headers: { 'retry-after': '10' } };

/** A key pair with what control would do with it. */
export function createKey(keyId: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    jwk: publicJwk(publicKey, keyId),
    sign: (nowMs: number) => signAccessToken(member, { privateKey, keyId, nowMs }),
  };
}

/** Time as the test has it. */
export function createClock() {
  let nowMs = Date.UTC(2026, 5, 1);
  return {
    now: () => nowMs,
    pass(seconds: number) {
      nowMs += seconds * 1000;
    },
  };
}

export type Answer = (res: ServerResponse) => void;

export const publish =
  (...keys: unknown[]): Answer =>
  (res) =>
    res.end(JSON.stringify({ keys }));

/** Control's JWKS, as far as anybody sees it. */
async function serveJwks(first: Answer) {
  let answer = first;
  let requests = 0;
  const server = createServer((_req, res) => {
    requests += 1;
    answer(res);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`,
    requests: () => requests,
    answerWith(next: Answer) {
      answer = next;
    },
  };
}

/** A verifier of what control publishes. */
export async function setUp(first: Answer, timeoutMs = 3_000) {
  const clock = createClock();
  const jwks = await serveJwks(first);
  const verifier = createTokenVerifier({ jwksUrl: jwks.url, log, now: clock.now, timeoutMs });
  return { clock, jwks, verifier };
}
