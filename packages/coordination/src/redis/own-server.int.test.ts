import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startRedis, type RedisServer } from '@halyard/testing/redis';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { createHint } from '../conformance/hints.ts';
import { createTwoRedisNodes, type TwoRedisNodes } from './testing/two-nodes.ts';

const later = (): number => Date.now() + 60_000;

let directory: string;
let server: RedisServer;
let two: TwoRedisNodes;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'halyard-coordination-'));
  server = await startRedis({ directory });
});

afterAll(async () => {
  await server.kill();
  await rm(directory, { recursive: true });
});

beforeEach(async () => {
  two = await createTwoRedisNodes(server.url);
  return () => two.close();
});

/** How often commands of these names were called, those of scripts left out. */
async function countCalls(names: string[]): Promise<number> {
  const stats = await two.client.info('commandstats');
  const counts = names.map((name) =>
    Number(new RegExp(`^cmdstat_${name}:calls=(\\d+)`, 'm').exec(stats)?.[1] ?? 0),
  );
  return counts.reduce((total, n) => total + n, 0);
}

test('every call is one command', async () => {
  const [{ counters, leases, hints }] = two.nodes;
  const sent = (): Promise<number> => countCalls(['evalsha', 'eval', 'publish']);
  async function callEach(name: string): Promise<void> {
    await counters.add(name, 1, later());
    await counters.take(name, 1, 10, later());
    const lease = await leases.acquire(name, 60_000);
    await lease!.renew();
    await lease!.release();
    await hints.send(createHint());
  }
  // The first time Redis is told the scripts.
  await callEach('first');
  const before = await sent();
  for (let n = 0; n < 5; n++) await callEach(`name ${n}`);
  expect((await sent()) - before).toBe(5 * 6);
});

test('whatever is kept expires, though its time was a fraction', async () => {
  const [{ counters, leases }] = two.nodes;
  await counters.add('added', 1, later() + 0.5);
  await counters.take('taken', 1, 1, later() + 0.5);
  await leases.acquire('leased', 1_000.5);
  const keys = await two.client.keys(`${two.prefix}:*`);
  const lives = await Promise.all(keys.map((key) => two.client.pttl(key)));
  expect(lives.map((ms) => ms > 0)).toEqual([true, true, true]);
});

test('what has expired takes no room in Redis', async () => {
  const [{ counters }] = two.nodes;
  await counters.add('gone', 1, Date.now() + 20);
  await counters.take('gone too', 1, 1, Date.now() + 20);
  await expect.poll(() => two.client.keys(`${two.prefix}:*`)).toEqual([]);
});

test('a lease’s last token is kept for a day, and no longer', async () => {
  const [{ leases }] = two.nodes;
  const lease = await leases.acquire('a', 1_000);
  await lease!.release();
  const keptMs = await two.client.pttl(`${two.prefix}:lease:{a}`);
  expect(keptMs / 86_400_000).toBeCloseTo(1, 2);
});

test('tokens grow although the server’s clock was set back', async () => {
  const [{ leases }] = two.nodes;
  const future = (Date.now() + 3_600_000) * 1_000;
  await two.client.hset(`${two.prefix}:lease:{a}`, 'token', future);
  const lease = await leases.acquire('a', 1_000);
  expect(lease!.token).toBe(future + 1);
});

test('where Redis loses all, counters start anew and leases are free, and their tokens grow', async () => {
  const [first, second] = two.nodes;
  await first.counters.add('c', 5, later());
  const lost = await first.leases.acquire('a', 60_000);
  await two.client.flushall();
  await two.client.script('FLUSH');
  expect(await lost!.renew()).toBe(false);
  const next = await second.leases.acquire('a', 60_000);
  expect(next!.token).toBeGreaterThan(lost!.token);
  expect(await second.counters.add('c', 1, later())).toBe(1);
});

test('after kill -9 and a start without data, calls are answered, and tokens grow', async () => {
  const [{ leases, counters }] = two.nodes;
  const lost = await leases.acquire('a', 60_000);
  await server.kill();
  await expect(counters.add('c', 1, later())).rejects.toMatchObject({ code: 'unavailable' });
  server = await startRedis({ directory, port: server.port });
  await expect.poll(() => counters.add('c', 0, later()).catch(() => undefined)).toBe(0);
  const next = await leases.acquire('a', 60_000);
  expect(next!.token).toBeGreaterThan(lost!.token);
});
