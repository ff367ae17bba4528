import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

import { AppError } from '@halyard/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readKeyId, signAccessToken, verifyAccessToken } from './access-token.ts';

const nowMs = Date.UTC(2026, 5, 1);
const now = nowMs / 1000;
const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { privateKey, publicKey } = pair();

const member = {
  kind: 'member',
  userId: '0190a5f0-0000-7000-8000-000000000001',
  email: 'ada@example.com',
  organizationId: '0190a5f0-0000-7000-8000-000000000002',
  role: 'DEVELOPER',
} as const;
const token = signAccessToken(member, { privateKey, keyId: 'k1', nowMs });
const bearer = { ...member, expiresAtMs: nowMs + 600_000 };

const claims = {
  sub: member.userId,
  org: member.organizationId,
  role: member.role,
  email: member.email,
  iss: 'halyard',
  iat: now,
  exp: now + 600,
};

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signs whatever it is given, as no library would. */
function forge(payload: unknown, header: unknown = { alg: 'ES256', kid: 'k1' }): string {
  const text = `${encode(header)}.${encode(payload)}`;
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}

function refusal(given: string, at = nowMs, key: KeyObject = publicKey): AppError {
  try {
    verifyAccessToken(given, key, at);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('The token was accepted.');
}

const readClaims = (given: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(given.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;

describe('a token that was signed', () => {
  test('makes its bearer the member it was signed for', () => {
    expect(verifyAccessToken(token, publicKey, nowMs)).toEqual(bearer);
    expect(verifyAccessToken(forge(claims), publicKey, nowMs)).toEqual(bearer);
  });

  test('carries the claims of the contract and nothing else', () => {
    expect(readClaims(token)).toEqual(claims);
  });

  test('is signed by the same key given as PEM', () => {
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const signed = signAccessToken(member, { privateKey: pem, keyId: 'k1', nowMs });
    expect(verifyAccessToken(signed, publicKey, nowMs)).toEqual(bearer);
  });

  test('names the key it is signed with', () => {
    expect(readKeyId(token)).toBe('k1');
  });

  test('lasts ten minutes, or as long as was said, and thirty seconds for clocks that differ', () => {
    const short = signAccessToken(member, { privateKey, keyId: 'k1', nowMs, lifetimeSeconds: 60 });
    expect(verifyAccessToken(token, publicKey, nowMs + 629_999)).toEqual(bearer);
    expect(refusal(token, nowMs + 630_000).message).toContain('expired');
    expect(verifyAccessToken(short, publicKey, nowMs + 89_999)).toEqual({
      ...member,
      expiresAtMs: nowMs + 60_000,
    });
    expect(refusal(short, nowMs + 90_000).message).toContain('expired');
  });

  test('holds where the clock is thirty seconds behind, no more', () => {
    expect(verifyAccessToken(token, publicKey, nowMs - 30_000)).toEqual(bearer);
    expect(refusal(token, nowMs - 30_001).message).toContain('log in again');
  });
});

describe('unauthorized is', () => {
  test.each([
    ['a token of another key', signAccessToken(member, { ...pair(), keyId: 'k1', nowMs })],
    ['another issuer', forge({ ...claims, iss: 'somebody' })],
    ['no issuer', forge({ ...claims, iss: undefined })],
    ['a role that there is not', forge({ ...claims, role: 'EMPEROR' })],
    ['a role by its prototype', forge({ ...claims, role: 'constructor' })],
    ['no role', forge({ ...claims, role: undefined })],
    ['a user id that is no UUID', forge({ ...claims, sub: '1' })],
    ['no user', forge({ ...claims, sub: undefined })],
    ['no organization', forge({ ...claims, org: undefined })],
    ['an organization in a list', forge({ ...claims, org: [claims.org] })],
    ['no e-mail address', forge({ ...claims, email: '' })],
    ['no expiry', forge({ ...claims, exp: undefined })],
    ['an expiry as text', forge({ ...claims, exp: String(claims.exp) })],
    ['an endless expiry', forge({ ...claims, exp: 1e300 })],
    ['no time of issue', forge({ ...claims, iat: undefined })],
    ['a time before which it does not hold', forge({ ...claims, nbf: now + 60 })],
    ['claims that are a list', forge([claims])],
    ['claims that are text', forge('claims')],
    ['no claims', forge(null)],
    ['more than 4 KiB', forge({ ...claims, note: 'x'.repeat(4_096) })],
    ['a megabyte', 'x'.repeat(1_048_576)],
    ['nothing', ''],
    ['three dots', '...'],
  ])('%s', (_what, given) => {
    expect(refusal(given)).toMatchObject({ code: 'unauthorized' });
  });

  test('a signature that is not over these claims', () => {
    const [header, , signature] = token.split('.');
    const given = `${header}.${encode({ ...claims, role: 'OWNER' })}.${signature}`;
    expect(refusal(given)).toMatchObject({ code: 'unauthorized' });
  });
});

describe('no algorithm but ES256 is accepted', () => {
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  const withHmac = (header: object): string => {
    const text = `${encode(header)}.${encode(claims)}`;
    return `${text}.${createHmac('sha256', pem).update(text).digest('base64url')}`;
  };

  test.each([
    ['none', `${encode({ alg: 'none', kid: 'k1' })}.${encode(claims)}.`],
    ['none, signed', forge(claims, { alg: 'none', kid: 'k1' })],
    ['HMAC with the public key', withHmac({ alg: 'HS256', kid: 'k1' })],
    ['HMAC called ES256', withHmac({ alg: 'ES256', kid: 'k1' })],
    ['ES384 in name', forge(claims, { alg: 'ES384', kid: 'k1' })],
    ['lower case', forge(claims, { alg: 'es256', kid: 'k1' })],
    ['none at all', forge(claims, { kid: 'k1' })],
  ])('%s', (_what, given) => {
    expect(refusal(given)).toMatchObject({ code: 'unauthorized' });
  });

  test('a signature with a key on another curve', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey;
    expect(refusal(token, nowMs, other)).toMatchObject({ code: 'unauthorized' });
  });
});

test.each([
  ['another algorithm', forge(claims, { alg: 'HS256', kid: 'k1' })],
  ['no key', forge(claims, { alg: 'ES256' })],
  ['a key that is no text', forge(claims, { alg: 'ES256', kid: 1 })],
  ['a key with an endless name', forge(claims, { alg: 'ES256', kid: 'k'.repeat(129) })],
  ['no header', `.${encode(claims)}.AAAA`],
  ['claims that are no JSON', `${encode({ alg: 'ES256', typ: 'JWT' })}.AAAA.AAAA`],
])('%s: a token that cannot be ours names no key', (_what, given) => {
  expect(readKeyId(given)).toBeUndefined();
});

test('what is refused is refused with an AppError that repeats nothing of it', () => {
  const part = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.json().map((text) => Buffer.from(text).toString('base64url')),
    fc.constantFrom(...token.split('.'), ...forge({ ...claims, exp: 1 }).split('.')),
  );
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.tuple(part, part, part).map((parts) => parts.join('.')),
    // The last character has bits that no signature uses.
    fc
      .tuple(fc.nat(token.length - 2), fc.constantFrom('A', '.', '%', '\0', '\u{1f511}'))
      .map(([at, character]) => token.slice(0, at) + character + token.slice(at + 1)),
  );
  const isRefusedInSilence = (given: string): boolean => {
    if (given === token) return true;
    readKeyId(given);
    const { code, message } = refusal(given);
    return code === 'unauthorized' && /^This access token .*\.$/.test(message);
  };
  fc.assert(fc.property(hostile, isRefusedInSilence), { numRuns: 10_000 });
}, 60_000);
