import type { KeyObject } from 'node:crypto';

import { AppError } from '@halyard/contracts';
import jwt from 'jsonwebtoken';
import { z } from 'zod';

import { roles, type Member } from './policy.ts';

const algorithm = 'ES256';
const issuer = 'halyard';
const defaultLifetimeSeconds = 600;

/** How far the clocks of the machine that signs and of the one that reads may be apart. */
const clockToleranceSeconds = 30;

/** Longer ones are none of ours. */
const longestToken = 4_096;
const longestKeyId = 128;

const Claims = z.object({
  sub: z.uuid(),
  org: z.uuid(),
  role: z.enum(roles),
  email: z.string().min(1),
  iat: z.int(),
  exp: z.int(),
});

export interface SigningOptions {
  /** On the curve P-256; as text it is PEM. */
  privateKey: KeyObject | string;
  /** What the key is called in the JWKS. */
  keyId: string;
  /** Unix time, milliseconds. */
  nowMs: number;
  /** Ten minutes, if nothing is said. */
  lifetimeSeconds?: number;
}

/** Makes the token by which a member acts in one organization until it expires. */
export function signAccessToken(
  member: Omit<Member, 'kind'>,
  { privateKey, keyId, nowMs, lifetimeSeconds = defaultLifetimeSeconds }: SigningOptions,
): string {
  const iat = Math.floor(nowMs / 1000);
  const claims: z.infer<typeof Claims> = {
    sub: member.userId,
    org: member.organizationId,
    role: member.role,
    email: member.email,
    iat,
    exp: iat + lifetimeSeconds,
  };
  return jwt.sign(claims, privateKey, { algorithm, issuer, keyid: keyId });
}

/** Which key a token says it is signed with; `undefined` for what is no access token by its form. */
export function readKeyId(token: string): string | undefined {
  const header = readHeader(token);
  if (header?.alg !== algorithm || typeof header.kid !== 'string') return undefined;
  return header.kid.length <= longestKeyId ? header.kid : undefined;
}

/** Whom a token makes its bearer, and until when. */
export interface TokenBearer extends Member {
  /** Unix time, milliseconds. */
  readonly expiresAtMs: number;
}

/** Whom a token makes its bearer; `unauthorized` for every token that is not valid now. */
export function verifyAccessToken(token: string, publicKey: KeyObject, nowMs: number): TokenBearer {
  const claims = Claims.safeParse(verifySignature(token, publicKey, nowMs)).data;
  if (!claims || claims.iat > nowMs / 1000 + clockToleranceSeconds) throw invalidToken();
  return {
    kind: 'member',
    userId: claims.sub,
    email: claims.email,
    organizationId: claims.org,
    role: claims.role,
    expiresAtMs: claims.exp * 1_000,
  };
}

function verifySignature(token: string, publicKey: KeyObject, nowMs: number): unknown {
  if (token.length > longestToken) throw invalidToken();
  try {
    return jwt.verify(token, publicKey, {
      algorithms: [algorithm],
      issuer,
      clockTimestamp: Math.floor(nowMs / 1000),
      clockTolerance: clockToleranceSeconds,
    });
  } catch (error) {
    if (!(error instanceof jwt.TokenExpiredError)) throw invalidToken();
    throw new AppError('unauthorized', 'This access token has expired; refresh it.');
  }
}

function readHeader(token: string): { alg?: unknown; kid?: unknown } | undefined {
  if (token.length > longestToken) return undefined;
  try {
    return jwt.decode(token, { complete: true })?.header;
  } catch {
    return undefined;
  }
}

const invalidToken = (): AppError =>
  new AppError('unauthorized', 'This access token is not valid; log in again.');
