import { createHmac } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createRefreshTokens } from './create-refresh-tokens.ts';

const secret = Buffer.alloc(32, 5);
const tokens = createRefreshTokens(secret);
const session = { sessionId: '0190a5f0-0000-7000-8000-000000000001', generation: 7 };
const token = tokens.mint(session);

const anySession = fc.record({
  sessionId: fc.uuid(),
  generation: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
});

test('a token tells the session and the generation it was minted for', () => {
  fc.assert(
    fc.property(anySession, (said) => {
      expect(tokens.read(tokens.mint(said))).toEqual(said);
    }),
  );
});

test('a session’s token of a generation is always the same, so that two tabs can share it', () => {
  expect(tokens.mint(session)).toBe(token);
  expect(createRefreshTokens(secret).mint(session)).toBe(token);
});

test('a token is session, generation and HMAC, fit for a cookie', () => {
  const said = `${session.sessionId}.7`;
  const mac = createHmac('sha256', secret).update(`refresh token\0${said}`).digest('base64url');
  expect(token).toBe(`${said}.${mac}`);
});

describe('nothing is read from', () => {
  const [sessionId, generation, mac] = token.split('.') as [string, string, string];

  test.each([
    ['nothing', ''],
    ['the next generation', `${sessionId}.8.${mac}`],
    ['another session', `${sessionId.replace(/1$/, '2')}.${generation}.${mac}`],
    ['another spelling of the session', `${sessionId.toUpperCase()}.${generation}.${mac}`],
    ['another spelling of the generation', `${sessionId}.07.${mac}`],
    ['no mac', `${sessionId}.${generation}.`],
    ['no mac and no dot', `${sessionId}.${generation}`],
    ['a line break after', `${token}\n`],
    ['a space before', ` ${token}`],
    ['more after it', `${token}.${mac}`],
    ['another secret’s', createRefreshTokens(Buffer.alloc(32, 6)).mint(session)],
    ['a megabyte', 'a'.repeat(1_048_576)],
    ['many dots', '.'.repeat(100_000)],
  ])('%s', (_what, text) => {
    expect(tokens.read(text)).toBeUndefined();
  });

  test('any other text, whatever is changed', () => {
    const part = fc.oneof(fc.constantFrom(sessionId, generation, mac), fc.string(), fc.uuid());
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(part, { maxLength: 4 }).map((parts) => parts.join('.')),
      fc
        .tuple(fc.nat(token.length - 1), fc.string({ maxLength: 2 }))
        .map(([at, between]) => token.slice(0, at) + between + token.slice(at + 1)),
      anySession.map((said) => `${said.sessionId}.${said.generation}.${mac}`),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        expect(tokens.read(text)).toEqual(text === token ? session : undefined);
      }),
      { numRuns: 5_000 },
    );
  });
});
