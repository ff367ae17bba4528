import { randomUUID } from 'node:crypto';
import { once } from 'node:events';

import { expect, onTestFinished, test } from 'vitest';

import { createHint, listenTo } from '../conformance/hints.ts';
import { createRedisCoordination } from './coordination.ts';
import { startSentinel } from './testing/start-sentinel.ts';

const later = (): number => Date.now() + 60_000;

test('when the master dies, calls are answered and hints flow again by the replica', async () => {
  const { url, master, close } = await startSentinel();
  const node = createRedisCoordination({ url, prefix: randomUUID(), onError: () => undefined });
  onTestFinished(async () => {
    await node.close();
    await close();
  });
  const heard = listenTo(node.hints);
  await node.start();
  const lease = await node.leases.acquire('a', 60_000);
  await node.counters.add('c', 1, later());
  expect(heard.gaps).toBe(1);

  const told = node.locks.withLock('a', async (signal) => {
    const aborted = once(signal, 'abort');
    await master.kill();
    await aborted;
    return signal.reason as unknown;
  });
  expect(await told).toMatchObject({ code: 'unavailable' });
  await expect.poll(() => node.counters.add('d', 0, later()).catch(() => undefined)).toBe(0);
  await expect.poll(() => heard.gaps).toBe(2);
  const hint = createHint();
  await node.hints.send(hint);
  await expect.poll(() => heard.hints).toEqual([hint]);
  const next = await node.leases.acquire('b', 60_000);
  expect(next!.token).toBeGreaterThan(lease!.token);
});
