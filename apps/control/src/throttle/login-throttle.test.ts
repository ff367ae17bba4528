import { beforeEach, describe, expect, test, vi } from 'vitest';

import { createThrottleKit, type ThrottleKit, type Trying } from './testing/throttle-kit.ts';

const seconds = (...each: number[]): number[] => each.map((n) => n * 1_000);
const minuteMs = 60_000;

/** How long each of so many attempts waited, one after the other. */
async function waits(kit: ThrottleKit, attempts: number, trying?: (n: number) => Trying) {
  const all: (number | undefined)[] = [];
  for (let n = 0; n < attempts; n++) all.push((await kit.attempt(trying?.(n))).waitedMs);
  return all;
}

/** Whether the next attempt is looked at without delay. */
const isFree = async (kit: ThrottleKit, trying?: Trying): Promise<boolean> =>
  (await kit.begin({ result: 'right', ...trying })).waitedMs === 0;

const ofAnyAddress = (n: number): Trying => ({ address: `198.51.100.${n}` });
const ofAnyAccount = (n: number): Trying => ({ account: `${n}@example.com` });

describe('an account', () => {
  test('is answered the later, the more of its attempts have failed, wherever they come from', async () => {
    const expected = seconds(0, 0, 0, 1, 2, 4, 8, 16, 30, 30, 30);
    expect(await waits(createThrottleKit(), 11, ofAnyAddress)).toEqual(expected);
  });

  test('is the same one in any case, on any node', async () => {
    const kit = createThrottleKit();
    const spelt = ['ada@example.com', 'Ada@Example.COM'];
    const trying = (n: number) => ({ account: spelt[n % 2]!, node: n % 2 });
    expect(await waits(kit, 6, trying)).toEqual(seconds(0, 0, 0, 1, 2, 4));
  });

  test('begins anew after a success', async () => {
    const kit = createThrottleKit();
    await waits(kit, 6);
    expect(await kit.attempt({ result: 'right' })).toEqual({ waitedMs: 8_000, outcome: 'in' });
    expect(await waits(kit, 4)).toEqual(seconds(0, 0, 0, 1));
  });

  test('begins anew after a success, whatever was begun meanwhile', async () => {
    const kit = createThrottleKit();
    await waits(kit, 6);
    const success = await kit.begin({ result: 'right' });
    for (let n = 0; n < 4; n++) await kit.begin(ofAnyAddress(n));
    await kit.clock.pass(8_000);
    expect(success.outcome).toBe('in');
    expect(await waits(kit, 4)).toEqual(seconds(0, 0, 0, 1));
  });

  test('begins anew 15 minutes after its first failure', async () => {
    const kit = createThrottleKit();
    await kit.begin();
    await kit.clock.pass(14 * minuteMs);
    await waits(kit, 2);
    await kit.clock.pass(minuteMs - 1);
    expect(await isFree(kit, { result: 'wrong' })).toBe(false);
    await kit.clock.pass(1);
    expect(await isFree(kit)).toBe(true);
  });

  test('owes nobody anything for attempts that outlived its failures', async () => {
    const kit = createThrottleKit();
    await waits(kit, 9, ofAnyAddress);
    await kit.clock.pass(14 * minuteMs - 20_000);
    const client = new AbortController();
    for (let n = 0; n < 9; n++) await kit.begin({ ...ofAnyAddress(n), signal: client.signal });
    await kit.clock.pass(20_000);
    expect(await isFree(kit, { result: 'wrong' })).toBe(true);
    client.abort();
    await kit.clock.pass(0);
    expect(await waits(kit, 4)).toEqual(seconds(0, 0, 0, 1));
  });

  test('lets its user in within 30 s after a thousand failures from everywhere', async () => {
    const kit = createThrottleKit();
    for (let n = 0; n < 1_000; n++) {
      await kit.begin({ address: `198.51.100.${n % 200}`, node: n % 2 });
      if (n % 100 === 99) await kit.clock.pass(minuteMs);
    }
    const user = await kit.attempt({ address: '192.0.2.7', result: 'right' });
    expect(user).toEqual({ waitedMs: 30_000, outcome: 'in' });
    expect(await isFree(kit, { address: '192.0.2.7' })).toBe(true);
  });

  test('lets its user in within 30 s while nearly a thousand others wait', async () => {
    const kit = createThrottleKit();
    for (let n = 0; n < 1_000; n++) await kit.begin({ address: `198.51.100.${n % 200}` });
    expect(kit.clock.waiting()).toBe(997);
    const user = await kit.attempt({ address: '192.0.2.7', result: 'right' });
    expect(user).toEqual({ waitedMs: 30_000, outcome: 'in' });
  });
});

describe('an address', () => {
  test('is answered the later from its twentieth failure on, whatever the accounts', async () => {
    const expected = [...seconds(...Array<number>(20).fill(0)), ...seconds(1, 2, 4, 8, 16, 30, 30)];
    expect(await waits(createThrottleKit(), 27, ofAnyAccount)).toEqual(expected);
  });

  test('begins anew ten minutes after its first failure', async () => {
    const kit = createThrottleKit();
    await waits(kit, 20, ofAnyAccount);
    await kit.clock.pass(10 * minuteMs - 1);
    expect(await isFree(kit)).toBe(false);
    await kit.clock.pass(1);
    expect(await isFree(kit)).toBe(true);
  });

  test('wins nothing by successes: only they themselves are taken back', async () => {
    const kit = createThrottleKit();
    await waits(kit, 19, ofAnyAccount);
    for (let n = 0; n < 5; n++) await kit.attempt({ result: 'right' });
    expect(await waits(kit, 2, ofAnyAccount)).toEqual(seconds(0, 1));
  });
});

test('the longer delay of account and address counts', async () => {
  const kit = createThrottleKit();
  await waits(kit, 21, ofAnyAccount);
  await waits(kit, 5, ofAnyAddress);
  // Two seconds for the address, four for the account.
  expect(await waits(kit, 1)).toEqual(seconds(4));
  // Four for the address, none for the account.
  expect(await waits(kit, 1, () => ({ account: 'grace@example.com' }))).toEqual(seconds(4));
});

test('a check that breaks is no failure, and what broke it is told', async () => {
  const kit = createThrottleKit();
  const broken = await waits(kit, 30, () => ({ result: 'broken' }));
  expect(broken).toEqual(Array(30).fill(0));
  expect(await kit.attempt({ result: 'broken' })).toMatchObject({ outcome: 'broken' });
  expect(await waits(kit, 4)).toEqual(seconds(0, 0, 0, 1));
});

test('counters are told neither e-mail addresses nor those of clients', async () => {
  const kit = createThrottleKit();
  await waits(kit, 5, ofAnyAddress);
  const digest = /^login:(?:account|address):[\w-]{43}(?::\w+)?$/;
  expect([...kit.counters.names].filter((name) => !digest.test(name))).toEqual([]);
});

describe('while the counters are away', () => {
  beforeEach(() => {
    // By which it is decided when to ask them again.
    vi.useFakeTimers({ toFake: ['performance'] });
    return () => vi.useRealTimers();
  });

  test('each node goes on with what it has counted, and tells of it once', async () => {
    const kit = createThrottleKit();
    await waits(kit, 5);
    kit.counters.isAway = true;
    expect(await waits(kit, 2)).toEqual(seconds(4, 8));
    expect(await waits(kit, 5, () => ({ node: 1 }))).toEqual(seconds(0, 0, 0, 1, 2));
    expect(kit.errors).toHaveLength(2);
    expect(await kit.attempt({ result: 'right' })).toEqual({ waitedMs: 16_000, outcome: 'in' });
    expect(await waits(kit, 4)).toEqual(seconds(0, 0, 0, 1));
  });

  test('what they did not count is not taken back from them once they answer', async () => {
    const kit = createThrottleKit();
    await waits(kit, 2);
    kit.counters.isAway = true;
    const onChecked = () => {
      kit.counters.isAway = false;
      vi.advanceTimersByTime(1_000);
    };
    await kit.attempt({ result: 'broken', onChecked });
    expect(await waits(kit, 3, () => ({ node: 1 }))).toEqual(seconds(0, 1, 2));
  });
});
