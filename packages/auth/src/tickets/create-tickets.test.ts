import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createTickets } from './create-tickets.ts';

const secret = Buffer.alloc(32, 5);
const nowMs = Date.UTC(2026, 5, 1);
const ticketsAt = (atMs: number, by = secret) => createTickets(by, { now: () => atMs });
const tickets = ticketsAt(nowMs);

const ticket = { userId: '0190a5f0-0000-7000-8000-000000000001', state: '3' };
const minted = { ...ticket, purpose: 'login', lifetimeSeconds: 300 } as const;
const text = tickets.mint(minted);

const purpose = fc.constantFrom('login' as const, 'enrolment' as const);

test('a ticket tells its user and state while it lasts, whatever they are', () => {
  const given = fc.record({
    purpose,
    userId: fc.uuid(),
    state: fc.string({ unit: 'binary' }),
    lifetimeSeconds: fc.integer({ min: 1, max: 3_600 }),
  });
  fc.assert(
    fc.property(given, fc.double({ min: 0, max: 1, noNaN: true }), (given, part) => {
      const { userId, state, lifetimeSeconds } = given;
      const text = tickets.mint(given);
      const readAfter = (ms: number) => ticketsAt(nowMs + ms).read(text, given.purpose);
      expect(readAfter(Math.floor(part * (lifetimeSeconds * 1_000 - 1)))).toEqual({
        userId,
        state,
      });
      expect(readAfter(lifetimeSeconds * 1_000)).toBeUndefined();
    }),
  );
});

test('a ticket is fit for JSON and addresses, and says neither its purpose nor how it is verified', () => {
  expect(text).toMatch(/^[\w-]+\.\d+\.[\w-]{43}$/);
});

describe('nothing is read from', () => {
  const [said, expiry, mac] = text.split('.') as [string, string, string];

  test('a ticket of another purpose', () => {
    const enrolment = tickets.mint({ ...minted, purpose: 'enrolment' });
    expect(tickets.read(text, 'enrolment')).toBeUndefined();
    expect(tickets.read(enrolment, 'login')).toBeUndefined();
    expect(tickets.read(enrolment, 'enrolment')).toEqual(ticket);
  });

  test.each([
    ['nothing', ''],
    ['a later expiry', `${said}.${Number(expiry) + 1}.${mac}`],
    ['another spelling of the expiry', `${said}.0${expiry}.${mac}`],
    ['another user', `${tickets.mint({ ...minted, userId: 'u' }).split('.')[0]}.${expiry}.${mac}`],
    ['another state', `${tickets.mint({ ...minted, state: '4' }).split('.')[0]}.${expiry}.${mac}`],
    ['another secret’s', ticketsAt(nowMs, Buffer.alloc(32, 6)).mint(minted)],
    ['one that lasts no time', tickets.mint({ ...minted, lifetimeSeconds: 0 })],
    ['a line break after', `${text}\n`],
    ['no mac', `${said}.${expiry}.`],
    ['a megabyte', 'a'.repeat(1_048_576)],
    ['many dots', '.'.repeat(100_000)],
  ])('%s', (_what, given) => {
    expect(tickets.read(given, 'login')).toBeUndefined();
  });

  test('any other text, whatever is changed', () => {
    const part = fc.oneof(fc.constantFrom(said, expiry, mac), fc.string());
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(part, { maxLength: 4 }).map((parts) => parts.join('.')),
      fc
        .tuple(fc.nat(text.length - 1), fc.string({ maxLength: 2 }))
        .map(([at, between]) => text.slice(0, at) + between + text.slice(at + 1)),
    );
    fc.assert(
      fc.property(hostile, purpose, (given, purpose) => {
        const isOurs = given === text && purpose === 'login';
        expect(tickets.read(given, purpose)).toEqual(isOurs ? ticket : undefined);
      }),
      { numRuns: 5_000 },
    );
  });
});
