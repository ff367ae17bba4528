import { randomUUID } from 'node:crypto';

import { createTcpProxy, type TcpProxy } from '@halyard/database/testing';
import { Redis } from 'ioredis';
import { beforeEach, expect, inject, onTestFinished, test } from 'vitest';

import { createRedisConnection } from './client/connection.ts';
import { createRedisLeases } from './leases.ts';
import { createRedisLocks, type RedisLocks } from './locks.ts';

const times = { ttlMs: 400, renewEveryMs: 100 };

let prefix: string;
let redis: Redis;

beforeEach(() => {
  prefix = randomUUID();
  redis = new Redis(inject('redisUrl'));
  return () => redis.disconnect();
});

async function createNode(): Promise<{ locks: RedisLocks; proxy: TcpProxy }> {
  const proxy = await createTcpProxy(inject('redisUrl'));
  const connection = createRedisConnection({
    url: proxy.url,
    answerTimeoutMs: 2 * times.ttlMs,
    onError: () => undefined,
  });
  const leases = createRedisLeases(connection.run, prefix, 'lock');
  const locks = createRedisLocks({ leases, onLost: connection.onLost, times });
  onTestFinished(async () => {
    await locks.close();
    await connection.close();
    await proxy.close();
  });
  return { locks, proxy };
}

/** Takes a lease for as long as a lock lasts, and waits until it has expired. */
async function expireALease(): Promise<void> {
  const connection = createRedisConnection({ url: inject('redisUrl'), onError: () => undefined });
  const leases = createRedisLeases(connection.run, prefix);
  const name = randomUUID();
  await leases.acquire(name, times.ttlMs);
  await expect.poll(() => leases.acquire(name, times.ttlMs)).toBeDefined();
  await connection.close();
}

const aborted = (signal: AbortSignal): Promise<unknown> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(signal.reason)));

test('a lock is kept while its work goes on, however often it would have expired', async () => {
  const [first, second] = [await createNode(), await createNode()];
  const order: string[] = [];
  let next: Promise<unknown> = Promise.resolve();
  await first.locks.withLock('a', async (signal) => {
    next = second.locks.withLock('a', () => Promise.resolve(order.push('second')));
    // Of the same length as the lock's, and taken after it.
    await expireALease();
    await expireALease();
    expect(signal.aborted).toBe(false);
    order.push('first');
  });
  await next;
  expect(order).toEqual(['first', 'second']);
});

test('a lock whose holder died is free once it has expired', async () => {
  const [first, second] = [await createNode(), await createNode()];
  await first.locks.withLock('a', () => first.proxy.takeAway());
  expect(await redis.exists(`${prefix}:lock:{a}`)).toBe(1);
  expect(await second.locks.withLock('a', () => Promise.resolve('in'))).toBe('in');
});

test('who holds a lock that Redis lost is told', async () => {
  const { locks } = await createNode();
  const reason = await locks.withLock('a', async (signal) => {
    await redis.del(`${prefix}:lock:{a}`);
    return aborted(signal);
  });
  expect(reason).toMatchObject({ code: 'unavailable' });
});

test('who cannot renew a lock is told before somebody else can have it', async () => {
  const [first, second] = [await createNode(), await createNode()];
  const order: string[] = [];
  let next: Promise<unknown> = Promise.resolve();
  await first.locks.withLock('a', async (signal) => {
    first.proxy.holdAll();
    next = second.locks.withLock('a', () => Promise.resolve(order.push('next')));
    await aborted(signal);
    order.push('told');
  });
  await next;
  expect(order).toEqual(['told', 'next']);
});
