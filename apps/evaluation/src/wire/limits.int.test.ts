import { ApiError, OfrepFailure, V1Error } from '@halyard/contracts';
import { beforeAll, describe, expect, test } from 'vitest';

import { onInProduction, useWire } from '../testing/use-wire.ts';

const wire = useWire();
const paths = {
  '/api/flags/checkout/evaluate': ApiError,
  '/v1/evaluate': V1Error,
  '/ofrep/v1/evaluate/flags/checkout': OfrepFailure,
  '/v1/flags/checkout/variation': ApiError,
};
const body = { flagKey: 'checkout', userIdentifier: 'u', context: { user_id: 'u' } };

beforeAll(async () => {
  await wire.createFlag('checkout', onInProduction());
  await wire.settle();
});

describe('a key with a budget a day', () => {
  test.each(Object.entries(paths))('is told how long it is used up, at %s', async (path, shape) => {
    const key = await wire.createKey({ dailyBudget: 3 });
    for (let asked = 0; asked < 3; asked++) {
      expect(await wire.post(path, body, key)).toMatchObject({ status: 200 });
    }
    const { status, headers, json } = await wire.post(path, body, key);
    expect(status).toBe(429);
    expect(shape.safeParse(json).error).toBe(undefined);
    const toMidnight = 86_400 - (Math.floor(wire.clock.nowMs / 1_000) % 86_400);
    expect(headers).toMatchObject({
      'retry-after': String(toMidnight),
      'ratelimit-limit': '3',
      'ratelimit-remaining': '0',
      'ratelimit-reset': String(toMidnight),
      'access-control-allow-origin': '*',
    });
  });

  test('spends one of it for a list, and one for many flags', async () => {
    const key = await wire.createKey({ dailyBudget: 2 });
    expect(await wire.get('/api/sdk/flags', key)).toMatchObject({ status: 200 });
    expect(await wire.post('/api/flags/evaluate', {}, key)).toMatchObject({ status: 200 });
    expect(await wire.get('/api/sdk/flags', key)).toMatchObject({ status: 429 });
  });

  test('starts anew at midnight, UTC', async () => {
    const key = await wire.createKey({ dailyBudget: 1 });
    const ask = () => wire.get('/v1/flags', key);
    expect(await ask()).toMatchObject({ status: 200 });
    expect(await ask()).toMatchObject({ status: 429 });
    const before = wire.clock.nowMs;
    wire.clock.nowMs = Math.ceil(before / 86_400_000) * 86_400_000;
    expect(await ask()).toMatchObject({ status: 200 });
    wire.clock.nowMs = before;
  });
});

test('of a key with a limit for each address one address takes nothing of another’s', async () => {
  let address = '192.0.2.1';
  const { url } = await wire.startNode({ clientAddress: () => address });
  const key = await wire.createKey({ addressLimit: 2 });
  const ask = async () => {
    const headers = { 'x-sdk-key': key };
    const { status } = await fetch(`${url}/v1/flags`, { headers });
    return status;
  };
  expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 429]);
  address = '192.0.2.2';
  expect(await ask()).toBe(200);
});

test('the ten-thousand-and-first request of a key within a minute is refused, other keys’ are not', async () => {
  const key = await wire.createKey();
  const statuses = new Map<number, number>();
  const ask = async () => {
    const headers = { 'x-sdk-key': key };
    const response = await fetch(`${wire.node.url}/api/sdk/flags`, { headers });
    await response.arrayBuffer();
    statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
  };
  const askOften = async () => {
    for (let asked = 0; asked < 1_000; asked++) await ask();
  };
  await Promise.all(Array.from({ length: 10 }, askOften));
  expect(Object.fromEntries(statuses)).toEqual({ 200: 10_000 });
  await ask();
  expect(statuses.get(429)).toBe(1);
  expect(await wire.get('/api/sdk/flags')).toMatchObject({ status: 200 });
});
