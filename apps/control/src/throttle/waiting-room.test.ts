import { setImmediate } from 'node:timers/promises';

import { createMemoryCounters } from '@halyard/coordination';
import { describe, expect, test } from 'vitest';

import { createLoginThrottle } from './login-throttle.ts';
import { createThrottleKit, type ThrottleKit } from './testing/throttle-kit.ts';

/** Has an account fail so often that its attempts are held for 30 s. */
async function exhaust(kit: ThrottleKit): Promise<void> {
  for (let n = 0; n < 8; n++) await kit.begin({ address: `203.0.113.${n}` });
  await kit.clock.pass(16_000);
}

async function hold(kit: ThrottleKit, attempts: number, addressOf: (n: number) => string) {
  for (let n = 0; n < attempts; n++) await kit.begin({ address: addressOf(n) });
}

const oneAddress = () => '192.0.2.1';
const refused = { outcome: 'rate_limited' };
const failed = { waitedMs: 30_000, outcome: 'refused' };

describe('of one address', () => {
  test('twenty are held at once, and more are refused at once, without being counted', async () => {
    const kit = createThrottleKit();
    await exhaust(kit);
    await hold(kit, 20, oneAddress);
    const names = kit.counters.names.size;
    const more = await kit.begin({ account: 'grace@example.com', address: oneAddress() });
    expect(more).toEqual(refused);
    expect(kit.counters.names.size).toBe(names);
    expect(await kit.attempt({ address: '192.0.2.2' })).toEqual(failed);
    expect(await kit.attempt({ address: oneAddress() })).toEqual(failed);
  });

  test('twenty are held of any number that come at once', async () => {
    const kit = createThrottleKit();
    await exhaust(kit);
    const tried = Array.from({ length: 50 }, () => kit.start());
    await kit.clock.pass(30_000);
    const outcomes = tried.map(({ outcome }) => outcome);
    expect(outcomes.filter((one) => one === 'refused')).toHaveLength(20);
    expect(outcomes.filter((one) => one === 'rate_limited')).toHaveLength(30);
  });
});

describe('of all addresses', () => {
  const anyAddress = (n: number) => `198.51.100.${n % 100}`;

  test('a thousand are held at once, and more are refused at once and not counted', async () => {
    const kit = createThrottleKit();
    await exhaust(kit);
    await hold(kit, 1_000, anyAddress);
    expect(kit.clock.waiting()).toBe(1_000);
    for (let n = 0; n < 30; n++) expect(await kit.begin({ address: '192.0.2.1' })).toEqual(refused);
    const fresh = { account: 'grace@example.com', address: '192.0.2.1', result: 'right' } as const;
    expect(await kit.begin(fresh)).toEqual({ waitedMs: 0, outcome: 'in' });
    expect(await kit.attempt({ address: '192.0.2.1' })).toEqual(refused);
    await kit.clock.pass(30_000);
    expect(await kit.attempt({ address: '192.0.2.1' })).toEqual(failed);
  });
});

test('a refusal says when to try again', async () => {
  const kit = createThrottleKit();
  await exhaust(kit);
  await hold(kit, 20, oneAddress);
  const attempt = { account: 'ada@example.com', address: oneAddress() };
  await expect(kit.throttles[0]!.attempt(attempt, async () => 'in')).rejects.toMatchObject({
    status: 429,
    headers: { 'retry-after': '30' },
  });
});

describe('a client that goes away', () => {
  test('leaves its place to another', async () => {
    const kit = createThrottleKit();
    await exhaust(kit);
    await hold(kit, 19, oneAddress);
    const client = new AbortController();
    const left = await kit.begin({ signal: client.signal });
    expect(await kit.begin()).toEqual(refused);
    client.abort();
    await kit.clock.pass(0);
    expect(await kit.begin()).toEqual({});
    expect(left).toEqual({ outcome: 'unavailable' });
    expect(await kit.begin()).toEqual(refused);
  });

  test('is not counted', async () => {
    const kit = createThrottleKit();
    for (let n = 0; n < 4; n++) await kit.attempt();
    for (let n = 0; n < 5; n++) {
      const client = new AbortController();
      await kit.begin({ signal: client.signal });
      client.abort();
      await kit.clock.pass(0);
    }
    expect(await kit.attempt()).toEqual({ waitedMs: 2_000, outcome: 'refused' });
  });

  test('before it would be held takes no place', async () => {
    const kit = createThrottleKit();
    await exhaust(kit);
    expect(await kit.begin({ signal: AbortSignal.abort() })).toEqual({ outcome: 'unavailable' });
    expect(kit.clock.waiting()).toBe(0);
  });
});

test('closing ends what waits, and nothing is let in afterwards', async () => {
  const kit = createThrottleKit();
  await exhaust(kit);
  const held = [await kit.begin(), await kit.begin({ address: '192.0.2.2' })];
  kit.throttles[0]!.close();
  const late = await kit.begin({ account: 'grace@example.com', result: 'right' });
  expect([...held, late]).toEqual(Array.from({ length: 3 }, () => ({ outcome: 'unavailable' })));
  expect(kit.clock.waiting()).toBe(0);
});

test('closing ends timers that run for real', async () => {
  const counters = createMemoryCounters({ now: Date.now });
  const onError = () => undefined;
  const throttle = createLoginThrottle({ counters, now: Date.now, onError });
  const fail = () =>
    throttle.attempt({ account: 'ada@example.com', address: '192.0.2.1' }, async () => undefined);
  for (let n = 0; n < 3; n++) await fail();
  const held = Promise.allSettled(Array.from({ length: 9 }, fail));
  await setImmediate();
  throttle.close();
  for (const answer of await held) {
    expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
  }
});
