import { createHmac, randomUUID } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createEvaluationIds } from './create-evaluation-ids.ts';

const organizationId = '018f2a3b-4c5d-7e6f-8a9b-0c1d2e3f4a5b';
const secretOf = (byte: number) => Buffer.alloc(32, byte);
const minuteMs = 60_000;
const unitMs = 10 * minuteMs;
const dayMs = 24 * 60 * minuteMs;
const epochMs = Date.UTC(2025, 0);
/** The beginning of a unit. */
const mintedAtMs = Date.UTC(2026, 10, 23, 12);

interface Options {
  current?: number;
  secrets?: Record<number, Buffer>;
  nowMs?: number;
  random?: (buffer: Buffer) => unknown;
}

const idsWith = ({ current = 0, secrets, nowMs = mintedAtMs, random }: Options = {}) =>
  createEvaluationIds({
    secrets: {
      current,
      secrets: new Map(
        Object.entries(
          secrets ?? { 0: secretOf(1), 1: secretOf(2), 2: secretOf(3), 3: secretOf(4) },
        ).map(([keyId, secret]) => [Number(keyId), secret]),
      ),
    },
    now: () => nowMs,
    ...(random && { random }),
  });

const ids = idsWith();
const outcome = { serial: 7, value: true };

const bits = (value: number | bigint, count: number) => value.toString(2).padStart(count, '0');
const bitsOf = (bytes: Uint8Array) => [...bytes].map((byte) => bits(byte, 8)).join('');
const bytesOf = (text: string) =>
  Buffer.from(text.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)));
const bitsOfId = (id: string) => bits(BigInt(`0x${id.replaceAll('-', '')}`), 128);
const toId = (text: string) =>
  BigInt(`0b${text}`)
    .toString(16)
    .padStart(32, '0')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** An id put together bit by bit, as the contract says it. */
function compose(
  secret: Buffer,
  {
    keyId,
    serial,
    value,
    time,
    random,
  }: Record<'keyId' | 'serial' | 'time', number> & {
    value: boolean;
    random: bigint;
  },
): string {
  const said =
    bits(keyId, 2) + bits(serial, 24) + (value ? '1' : '0') + bits(time, 21) + bits(random, 34);
  expect(said).toHaveLength(82);
  const organization = Buffer.from(organizationId.replaceAll('-', ''), 'hex');
  const signed = Buffer.concat([organization, bytesOf(said.padEnd(88, '0'))]);
  const tag = bitsOf(createHmac('sha256', secret).update(signed).digest()).slice(0, 40);
  const free = said + tag;
  return toId(`${free.slice(0, 48)}1000${free.slice(48, 60)}10${free.slice(60)}`);
}

const evaluation = fc.record({
  keyId: fc.integer({ min: 0, max: 3 }),
  serial: fc.integer({ min: 1, max: 2 ** 24 - 1 }),
  value: fc.boolean(),
  time: fc.integer({ min: 0, max: 2 ** 21 - 1 }),
});
const secret = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));

test('an id is what the contract says, bit by bit, and tells all of it again', () => {
  fc.assert(
    fc.property(
      evaluation,
      secret,
      fc.bigInt({ min: 0n, max: 2n ** 34n - 1n }),
      (said, key, random) => {
        const { keyId, serial, value, time } = said;
        const atMs = epochMs + time * unitMs;
        const drawn = bits(random, 34);
        const bytes = bytesOf(`0000${drawn.slice(0, 12)}00${drawn.slice(12)}`);
        const made = idsWith({
          current: keyId,
          secrets: { [keyId]: key },
          nowMs: atMs,
          random: (buffer) => buffer.fill(bytes),
        });
        const id = made.mint(organizationId, { serial, value });
        expect(id).toBe(compose(key, { ...said, random }));
        expect(made.verify(organizationId, id)).toEqual({ serial, value, mintedAtMs: atMs });
        expect(made.verify(organizationId, id.toUpperCase())).toBeDefined();
      },
    ),
    { numRuns: 500 },
  );
});

test('an id of known fields and secret is known', () => {
  const fixed = idsWith({ current: 2, random: (buffer) => buffer.fill(0xa5) });
  expect(fixed.mint(organizationId, { serial: 0x123456, value: true })).toBe(
    '848d15a1-84f8-85a5-a5a5-a5321fe344e6',
  );
});

test('ids differ although they say the same', () => {
  const made = Array.from({ length: 3_000 }, () => ids.mint(organizationId, outcome));
  expect(new Set(made).size).toBe(3_000);
  for (const id of made) expect(ids.verify(organizationId, id)).toMatchObject(outcome);
});

describe('nothing verifies but', () => {
  test('the id as it was: whichever bit is flipped', () => {
    const id = bitsOfId(ids.mint(organizationId, outcome));
    expect(ids.verify(organizationId, toId(id))).toBeDefined();
    for (let at = 0; at < 128; at++) {
      const flipped = `${id.slice(0, at)}${id[at] === '0' ? '1' : '0'}${id.slice(at + 1)}`;
      expect(ids.verify(organizationId, toId(flipped)), `bit ${at}`).toBeUndefined();
    }
  });

  test('in the organization it was made for', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (one, other) => {
        fc.pre(one !== other);
        const id = ids.mint(one, outcome);
        expect(ids.verify(other, id)).toBeUndefined();
        expect(ids.verify(one.toUpperCase(), id)).toMatchObject(outcome);
      }),
    );
  });

  test('by the secret it was made with', () => {
    const others = idsWith({ secrets: { 0: secretOf(9) } });
    expect(others.verify(organizationId, ids.mint(organizationId, outcome))).toBeUndefined();
  });

  test.each([
    ['', 'nothing'],
    ['no id', 'another text'],
    [randomUUID(), 'a random UUID'],
    ['01e847e1-8433-7c3c-bc93-8a14328f7e9f', 'one of another version'],
    ['01e847e1-8433-8c3c-bc93-8a14328f7e9f', 'a forged one'],
  ])('what only looks like one: not %j, %s', (text) => {
    expect(ids.verify(organizationId, text)).toBeUndefined();
  });

  test.each([
    ['braces around', (id: string) => `{${id}}`],
    ['a line break after', (id: string) => `${id}\n`],
    ['its hyphens left out', (id: string) => id.replaceAll('-', '')],
  ])('an id with %s', (_, spell) => {
    expect(ids.verify(organizationId, spell(ids.mint(organizationId, outcome)))).toBeUndefined();
  });
});

describe('a secret that is replaced', () => {
  const before = idsWith({ current: 1, secrets: { 1: secretOf(1) } });
  const id = before.mint(organizationId, outcome);

  test('verifies what it signed while it is kept', () => {
    const after = idsWith({ current: 2, secrets: { 1: secretOf(1), 2: secretOf(2) } });
    expect(after.verify(organizationId, id)).toMatchObject(outcome);
    const next = after.mint(organizationId, outcome);
    expect(after.verify(organizationId, next)).toMatchObject(outcome);
    expect(before.verify(organizationId, next)).toBeUndefined();
  });

  test('verifies nothing once it is gone', () => {
    const after = idsWith({ current: 2, secrets: { 2: secretOf(2) } });
    expect(after.verify(organizationId, id)).toBeUndefined();
  });

  test('cannot be used where there is none', () => {
    expect(() => idsWith({ current: 3, secrets: { 0: secretOf(1) } })).toThrow(/key id, 3/);
  });
});

describe('an id minted in a unit’s last millisecond', () => {
  const lastMs = mintedAtMs + unitMs - 1;
  const id = idsWith({ nowMs: lastMs }).mint(organizationId, outcome);
  const verifyAt = (nowMs: number) => idsWith({ nowMs }).verify(organizationId, id);

  test.each([
    ['at once', lastMs],
    ['30 days later', lastMs + 30 * dayMs],
    ['where the clock is one unit behind', mintedAtMs - unitMs],
  ])('verifies %s', (_, nowMs) => {
    expect(verifyAt(nowMs)).toEqual({ ...outcome, mintedAtMs });
  });

  test.each([
    ['a millisecond after 30 days', lastMs + 30 * dayMs + 1],
    ['years later', lastMs + 10_000 * dayMs],
    ['where the clock is further behind', mintedAtMs - unitMs - 1],
    ['years before', epochMs],
  ])('does not verify %s', (_, nowMs) => {
    expect(verifyAt(nowMs)).toBeUndefined();
  });
});
