import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { createLimits, type Limits } from './limits.ts';

interface Call {
  name: string;
  amount: number;
  expiresAt: number;
  answer: (total: number) => void;
  fail: (error: Error) => void;
}

const start = Date.UTC(2030, 0, 1, 12);
const minuteMs = 60_000;

let calls: Call[];
let errors: unknown[];
let limits: Limits;

const create = (maxPools?: number): Limits =>
  createLimits({
    name: 'test',
    counters: {
      add: (name, amount, expiresAt) =>
        new Promise((answer, fail) => calls.push({ name, amount, expiresAt, answer, fail })),
    },
    now: Date.now,
    onError: (error) => errors.push(error),
    ...(maxPools !== undefined && { maxPools }),
  });

beforeEach(() => {
  vi.useFakeTimers({ now: start });
  calls = [];
  errors = [];
  limits = create();
  return () => vi.useRealTimers();
});

afterEach(async () => {
  const closed = limits.close();
  for (const { fail } of calls) fail(new Error('The test is over.'));
  await closed;
});

const pool = (limit = 100) => limits.pool('key', limit, 'minute');
const spend = (limit = 100) => pool(limit).spend(Date.now());
const spendAll = (count: number, limit = 100) => Array.from({ length: count }, () => spend(limit));
const ask = async () => spend();
const spendAtOnce = (count: number, limit = 100) =>
  expect(spendAll(count, limit)).toEqual(Array(count).fill(true));
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const settle = () => pass(0);

/** Answers the last call as though others had counted so many before. */
async function grant(others = 0): Promise<void> {
  const call = calls.at(-1)!;
  call.answer(others + call.amount);
  await settle();
}

/** Answers each call soon, as though there were no other nodes, until it is stopped. */
function answerEverything(): () => void {
  const timer = setInterval(() => {
    for (const { answer, amount } of calls.splice(0)) answer(amount);
  }, 1);
  return () => clearInterval(timer);
}

describe('before the first lease has arrived', () => {
  test('ten tokens are spent at once, and the lease pays for them', async () => {
    spendAtOnce(10);
    expect(spend()).toBeInstanceOf(Promise);
    expect(calls).toHaveLength(1);
    await grant();
    const inHand = calls[0]!.amount - 11;
    spendAtOnce(inHand);
    expect(spend()).toBeInstanceOf(Promise);
    await pass(50);
  });

  test('a limit that is lower than ten is kept', async () => {
    spendAtOnce(3, 3);
    const fourth = spend(3);
    await grant();
    expect(await fourth).toBe(false);
  });

  test('a few requests cost no call', () => {
    spendAtOnce(4);
    expect(calls).toEqual([]);
  });
});

describe('who finds no token', () => {
  test('waits for the lease under way, and is served in the order of coming', async () => {
    spendAtOnce(10);
    const served: number[] = [];
    const waiting = [0, 1, 2].map(async (n) => {
      const isAdmitted = await spend();
      served.push(n);
      return isAdmitted;
    });
    await pass(49);
    expect(served).toEqual([]);
    await grant();
    expect(await Promise.all(waiting)).toEqual([true, true, true]);
    expect(served).toEqual([0, 1, 2]);
    expect(calls).toHaveLength(1);
  });

  test('waits for the next lease where the first was too small', async () => {
    spendAtOnce(10);
    const waiting = Array.from({ length: 80 }, ask);
    await grant();
    expect(calls).toHaveLength(2);
    await grant(calls[0]!.amount);
    expect(await Promise.all(waiting)).toEqual(Array(80).fill(true));
  });

  test('is refused at once where more are waiting than there are tokens', async () => {
    spendAtOnce(10, 20);
    const waiting = Array.from({ length: 20 }, async () => spend(20));
    expect(spend(20)).toBe(false);
    await pass(50);
    await Promise.all(waiting);
  });

  test('is refused at once when the window is used up', async () => {
    spendAtOnce(10);
    await grant(100);
    expect(spend()).toBe(false);
    expect(calls).toHaveLength(1);
  });

  test('has only one timer, however many wait', async () => {
    const before = vi.getTimerCount();
    spendAtOnce(10);
    const waiting = Array.from({ length: 50 }, ask);
    expect(vi.getTimerCount()).toBe(before + 1);
    await pass(50);
    await Promise.all(waiting);
  });
});

describe('while the counter is away', () => {
  test('a request waits for 50 ms once, and the node’s share is spent without waiting', async () => {
    spendAtOnce(10);
    const waiting = spend();
    let isDecided = false;
    const decided = Promise.resolve(waiting).finally(() => (isDecided = true));
    await pass(49);
    expect(isDecided).toBe(false);
    await pass(1);
    expect(await decided).toBe(true);
    // One node alone is known, so that all of it is its share.
    spendAtOnce(89);
    expect(spend()).toBe(false);
  });

  test('a failed lease is told once an outage, and asked for again once a second', async () => {
    spendAtOnce(10);
    calls[0]!.fail(new Error('away'));
    await settle();
    spendAtOnce(5);
    expect(calls).toHaveLength(1);
    await pass(1_000);
    spendAtOnce(1);
    expect(calls).toHaveLength(2);
    calls[1]!.fail(new Error('away'));
    await settle();
    expect(errors).toHaveLength(1);
  });

  test('what was spent is paid for when it answers again', async () => {
    spendAtOnce(10);
    calls[0]!.fail(new Error('away'));
    await settle();
    spendAtOnce(50);
    await pass(1_000);
    spendAtOnce(1);
    expect(calls[1]!.amount).toBeGreaterThan(61);
    await grant(30);
    expect(spendAll(40).filter(Boolean)).toHaveLength(100 - 30 - 61);
  });

  test('a window that is known to be used up stays so', async () => {
    spendAtOnce(10);
    await grant(100);
    for (let n = 0; n < 10; n++) await limits.pool('other', 100, 'minute').spend(Date.now());
    calls[1]!.fail(new Error('away'));
    await settle();
    expect(spend()).toBe(false);
  });
});

describe('a new minute', () => {
  test('has tokens of its own, counted by a name of its own that outlives it', async () => {
    spendAtOnce(10);
    await grant(100);
    expect(spend()).toBe(false);
    await pass(minuteMs);
    expect(spend()).toBe(true);
    spendAtOnce(9);
    const [first, second] = calls;
    expect(second!.name).not.toBe(first!.name);
    expect(first!.expiresAt).toBeGreaterThanOrEqual(start + 2 * minuteMs);
    expect(second!.expiresAt).toBe(first!.expiresAt + minuteMs);
  });

  test('gets nothing of a lease of the minute before that arrives late', async () => {
    await pass(minuteMs - 10);
    spendAtOnce(10);
    await pass(10);
    spendAtOnce(4);
    await grant();
    // The ten in advance, four of which are spent.
    spendAtOnce(6);
    expect(spend()).toBeInstanceOf(Promise);
    await pass(50);
  });

  test('does not begin where the clock steps back a little', async () => {
    await pass(minuteMs);
    spendAtOnce(10);
    await grant(100);
    expect(pool().spend(start + minuteMs - 500)).toBe(false);
  });

  test('is begun with tokens leased in the minute before, where many are spent', async () => {
    limits.start();
    const stopAnswering = answerEverything();
    for (let second = 0; second < 60; second++) {
      const waiting = Array.from({ length: 50 }, async () => spend(100_000));
      await pass(1_000);
      await Promise.all(waiting);
    }
    stopAnswering();
    spendAtOnce(20, 100_000);
    expect(calls.filter(({ name }) => name.endsWith(':key'))).toEqual([]);
  });
});

test('a day’s tokens last until midnight UTC', async () => {
  const day = () => limits.pool('key', 3, 'day').spend(Date.now());
  expect([day(), day(), day()]).toEqual([true, true, true]);
  await grant();
  expect(await day()).toBe(false);
  await pass(12 * 60 * minuteMs - 1);
  expect(day()).toBe(false);
  await pass(1);
  expect(day()).toBe(true);
});

test('a minute and a day of the same holder are two limits', async () => {
  spendAtOnce(3, 3);
  await grant(3);
  expect(spend(3)).toBe(false);
  expect(limits.pool('key', 3, 'day').spend(Date.now())).toBe(true);
});

test('a holder whose limit was changed has the new one', async () => {
  spendAtOnce(10);
  await grant(100);
  expect(spend()).toBe(false);
  expect(spend(200)).toBe(true);
});

describe('pools', () => {
  test('are the same for the same holder', () => {
    expect(pool()).toBe(pool());
  });

  test('whose windows are over are dropped', async () => {
    limits.start();
    for (let n = 0; n < 100; n++) limits.pool(`key ${n}`, 100, 'minute');
    expect(limits.size()).toBe(100);
    const stopAnswering = answerEverything();
    await pass(minuteMs + 5_000);
    stopAnswering();
    expect(limits.size()).toBe(0);
  });

  test('are bounded in number, and one that had to go keeps to what was counted', async () => {
    limits = create(100);
    spendAtOnce(10);
    await grant(100);
    for (let n = 0; n < 1_000; n++) limits.pool(`key ${n}`, 100, 'minute');
    expect(limits.size()).toBeLessThanOrEqual(100);
    spendAtOnce(10);
    await grant(100);
    expect(spend()).toBe(false);
  });
});

test('the share is that of as many nodes as were counted', async () => {
  limits.start();
  for (const total of [4, 1]) {
    calls.at(-1)!.answer(total);
    await settle();
  }
  spendAtOnce(10);
  calls.at(-1)!.fail(new Error('away'));
  await settle();
  expect(spendAll(30).filter(Boolean)).toHaveLength(25 - 10);
});
