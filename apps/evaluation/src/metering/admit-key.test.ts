import { AppError } from '@halyard/contracts';
import { describe, expect, test } from 'vitest';

import { createKeyRecord } from '../testing/key-record.ts';
import { createAdmitKey } from './admit-key.ts';

const noon = Date.UTC(2030, 0, 1, 12);

const key = createKeyRecord();

/** Limits of one process that are exact; each decision may be a promise. */
function createExactLimits({ isLate = false } = {}) {
  const spent = new Map<string, number>();
  return {
    spent,
    pool: (name: string, limit: number, window: string) => ({
      spend() {
        const count = (spent.get(`${window} ${name}`) ?? 0) + 1;
        if (count <= limit) spent.set(`${window} ${name}`, count);
        return isLate ? Promise.resolve(count <= limit) : count <= limit;
      },
    }),
  };
}

/** How many of so many requests were let in, and the last refusal. */
async function ask(
  admit: ReturnType<typeof createAdmitKey>,
  requests: number,
  { of = key, address = '192.0.2.1', at = noon } = {},
) {
  let admitted = 0;
  let refusal: AppError | undefined;
  for (let n = 0; n < requests; n++) {
    try {
      await admit(of, address, at);
      admitted += 1;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refusal = error;
    }
  }
  return { admitted, refusal };
}

describe.each([
  ['at once', false],
  ['later', true],
])('where tokens come %s', (_when, isLate) => {
  test('a key has 10 000 requests a minute, whatever the addresses', async () => {
    const admit = createAdmitKey(createExactLimits({ isLate }));
    expect(await ask(admit, 9_999)).toMatchObject({ admitted: 9_999, refusal: undefined });
    const { admitted, refusal } = await ask(admit, 2, { address: '192.0.2.2', at: noon + 18_500 });
    expect(admitted).toBe(1);
    expect(refusal).toMatchObject({
      code: 'rate_limited',
      status: 429,
      headers: {
        'retry-after': '42',
        'ratelimit-limit': '10000',
        'ratelimit-remaining': '0',
        'ratelimit-reset': '42',
      },
    });
  });

  test('one address has as many as the key gives it, and uses up nobody else’s', async () => {
    const limits = createExactLimits({ isLate });
    const admit = createAdmitKey(limits);
    const of = { ...key, addressLimit: 5, dailyBudget: 8 };
    const { admitted, refusal } = await ask(admit, 100, { of });
    expect(admitted).toBe(5);
    expect(refusal?.headers).toMatchObject({ 'ratelimit-limit': '5', 'retry-after': '60' });
    expect(await ask(admit, 1, { of, address: '192.0.2.2' })).toMatchObject({ admitted: 1 });
    expect(limits.spent.get(`minute ${key.id}`)).toBe(6);
  });

  test('a day has as many as the key’s budget, until midnight UTC', async () => {
    const admit = createAdmitKey(createExactLimits({ isLate }));
    const { admitted, refusal } = await ask(admit, 10, { of: { ...key, dailyBudget: 7 } });
    expect(admitted).toBe(7);
    expect(refusal?.headers).toMatchObject({ 'ratelimit-limit': '7', 'retry-after': '43200' });
  });
});

test('nothing is waited for where tokens are in hand', () => {
  const admit = createAdmitKey(createExactLimits());
  expect(admit(key, '192.0.2.1', noon)).toBe(undefined);
  expect(admit({ ...key, addressLimit: 1, dailyBudget: 1 }, '192.0.2.1', noon)).toBe(undefined);
  expect(() => admit({ ...key, addressLimit: 1 }, '192.0.2.1', noon)).toThrow(AppError);
});

test('keys are counted apart', async () => {
  const admit = createAdmitKey(createExactLimits());
  await ask(admit, 10_000);
  expect(await ask(admit, 1, { of: { ...key, id: 'another' } })).toMatchObject({ admitted: 1 });
});
