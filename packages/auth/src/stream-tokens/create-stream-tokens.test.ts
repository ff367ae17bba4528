import { createHmac, hkdfSync } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createStreamTokens } from './create-stream-tokens.ts';

const secretOf = (byte: number) => Buffer.alloc(32, byte);
const nowMs = Date.UTC(2026, 5, 1);
const lifetimeMs = 10 * 60_000;
const holder = {
  organizationId: '018f2a3b-4c5d-7e6f-8a9b-0c1d2e3f4a5b',
  keyId: '0190a5f0-0000-7000-8000-000000000001',
};

interface Options {
  current?: number;
  secrets?: Record<number, Buffer>;
  atMs?: number;
}

const tokensWith = ({ current = 0, secrets = { 0: secretOf(1) }, atMs = nowMs }: Options = {}) => {
  const byId = Object.entries(secrets).map(([id, secret]) => [Number(id), secret] as const);
  return createStreamTokens({ secrets: { current, secrets: new Map(byId) }, now: () => atMs });
};

const tokens = tokensWith();
const token = tokens.mint(holder);
const bytesOf = (text: string) => Buffer.from(text, 'base64url');
const derive = (secret: Buffer) =>
  Buffer.from(hkdfSync('sha256', secret, '', 'halyard stream tokens', 32));

/** What a token's tag is, by whoever has a secret. */
const tagBy = (secret: Buffer, bytes: Buffer) =>
  createHmac('sha256', secret).update(bytes.subarray(0, 56)).digest().subarray(0, 16);

const anyHolder = fc.record({ organizationId: fc.uuid(), keyId: fc.uuid() });
const anySecret = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes));

test('a token tells whose it is until its ten minutes are over, whoever that is', () => {
  const given = [anyHolder, fc.nat(3), anySecret, fc.nat(2 ** 42)] as const;
  fc.assert(
    fc.property(...given, (someone, current, secret, atMs) => {
      const options = { current, secrets: { [current]: secret } };
      const made = tokensWith({ ...options, atMs }).mint(someone);
      const verifyAt = (ms: number) => tokensWith({ ...options, atMs: ms }).verify(made);
      expect(verifyAt(atMs)).toEqual(someone);
      expect(verifyAt(atMs + lifetimeMs - 1)).toEqual(someone);
      expect(verifyAt(atMs + lifetimeMs)).toBeUndefined();
    }),
  );
});

test('a token’s bytes are version, secret id, organization, key, expiry, nonce and tag', () => {
  const bytes = bytesOf(token);
  expect(bytes).toHaveLength(72);
  expect([...bytes.subarray(0, 2)]).toEqual([1, 0]);
  expect(bytes.toString('hex', 2, 18)).toBe(holder.organizationId.replaceAll('-', ''));
  expect(bytes.toString('hex', 18, 34)).toBe(holder.keyId.replaceAll('-', ''));
  expect(bytes.readUIntBE(34, 6)).toBe(nowMs + lifetimeMs);
  expect(bytes.subarray(56)).toEqual(tagBy(derive(secretOf(1)), bytes));
});

test('a token fits into addresses as it is, and no two are alike', () => {
  expect(token).toMatch(/^[\w-]{96}$/);
  expect(encodeURIComponent(token)).toBe(token);
  expect(new Set(Array.from({ length: 1_000 }, () => tokens.mint(holder))).size).toBe(1_000);
});

describe('nothing verifies but', () => {
  test('the token as it was: whichever bit is flipped', () => {
    for (let at = 0; at < 72 * 8; at++) {
      const bytes = bytesOf(token);
      bytes[at >> 3]! ^= 0x80 >> (at & 7);
      expect(tokens.verify(bytes.toString('base64url')), `bit ${at}`).toBeUndefined();
    }
  });

  test('in its own spelling', () => {
    for (const spelt of ['', `${token}=`, ` ${token}`, `${token}\n`, token.slice(1)]) {
      expect(tokens.verify(spelt)).toBeUndefined();
    }
    expect(tokens.verify(`${token.slice(0, -1)}+`)).toBeUndefined();
    expect(tokens.verify('a'.repeat(1_048_576))).toBeUndefined();
  });

  test('what was minted: no other text of its form', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 70, maxLength: 70 }), (rest) => {
        const forged = Buffer.from([1, 0, ...rest]).toString('base64url');
        expect(tokens.verify(forged)).toBeUndefined();
      }),
    );
  });

  test('by the secret it was minted with', () => {
    fc.assert(
      fc.property(anySecret, anySecret, (one, other) => {
        fc.pre(!one.equals(other));
        const made = tokensWith({ secrets: { 0: one } }).mint(holder);
        expect(tokensWith({ secrets: { 0: other } }).verify(made)).toBeUndefined();
        expect(tokensWith({ secrets: { 0: other, 1: one } }).verify(made)).toBeUndefined();
      }),
    );
  });

  test('by what is derived of a secret, not by the secret that signs evaluation ids', () => {
    const forged = bytesOf(token);
    tagBy(secretOf(1), forged).copy(forged, 56);
    expect(tokens.verify(forged.toString('base64url'))).toBeUndefined();
    tagBy(derive(secretOf(1)), forged).copy(forged, 56);
    expect(tokens.verify(forged.toString('base64url'))).toEqual(holder);
  });
});

describe('a secret that is replaced', () => {
  const old = { 1: secretOf(1) };
  const made = tokensWith({ current: 1, secrets: old }).mint(holder);

  test('verifies what it signed while it is kept', () => {
    const after = tokensWith({ current: 2, secrets: { ...old, 2: secretOf(2) } });
    expect(after.verify(made)).toEqual(holder);
    const next = after.mint(holder);
    expect(after.verify(next)).toEqual(holder);
    expect(tokensWith({ current: 1, secrets: old }).verify(next)).toBeUndefined();
  });

  test('verifies nothing once it is gone', () => {
    const after = tokensWith({ current: 2, secrets: { 2: secretOf(2) } });
    expect(after.verify(made)).toBeUndefined();
  });

  test('cannot be used where there is none', () => {
    expect(() => tokensWith({ current: 3 })).toThrow(/key id, 3/);
  });
});
