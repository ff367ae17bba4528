import { createTcpProxy, type TcpProxy } from '@halyard/database/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import type { StreamingNode } from '../testing/start-node.ts';
import { changesOf, useStreams } from '../testing/use-streams.ts';

const kit = useStreams();

let proxy: TcpProxy;
/** Reaches PostgreSQL by the proxy alone. */
let node: StreamingNode;

beforeAll(async () => {
  proxy = await createTcpProxy(kit.databaseUrl);
  node = await kit.start({ databaseUrl: proxy.url, heartbeatMs: 300, pollIntervalMs: 100 });
});
afterEach(() => proxy.restore());
afterAll(() => proxy.close());

const from = (id: number) => ({ url: node.url, headers: { 'last-event-id': `${id}` } });
const catchUp = () => node.replica.catchUp(kit.shop.organizationId);

test('without PostgreSQL streams go on, and whoever missed what is remembered hears it', async () => {
  const flag = await kit.createFlag('f');
  await catchUp();
  const open = await kit.listen({ url: node.url });
  const start = await kit.head();
  await kit.toggle(flag, false);
  await expect.poll(() => changesOf(open).length).toBe(2);
  await proxy.takeAway();
  const beatsBefore = open.heard.length;
  await expect.poll(() => open.heard.length).toBeGreaterThan(beatsBefore + 1);
  const [resumed, fresh] = [await kit.listen(from(start)), await kit.listen({ url: node.url })];
  await expect.poll(() => changesOf(resumed)).toEqual(changesOf(open));
  expect(fresh.status).toBe(200);
  await kit.toggle(flag, true);
  await proxy.restore();
  for (const listening of [open, resumed]) {
    await expect.poll(() => changesOf(listening).length).toBe(4);
    expect(listening.ending()).toBeUndefined();
  }
  await expect.poll(() => changesOf(fresh).length).toBe(2);
});

test('what would have to be read is 503 until PostgreSQL is back: nobody is told to start over for it', async () => {
  const flag = await kit.createFlag('f');
  const start = await kit.head();
  await kit.toggle(flag, false);
  await catchUp();
  await proxy.takeAway();
  const unknownKey = { url: node.url, key: `sdk_test_${'A'.repeat(43)}` };
  for (const asked of [from(start), from(start + 10), unknownKey]) {
    const { status, headers } = await kit.listen(asked);
    expect([status, headers['retry-after']]).toEqual([503, '2']);
  }
  expect(await kit.metric('halyard_streams', node)).toBe(0);
  await proxy.restore();
  await expect.poll(async () => (await kit.listen(from(start))).status).toBe(200);
  const listening = await kit.listen(from(start));
  await expect.poll(() => changesOf(listening).length).toBe(2);
  expect(listening.heard.some(({ event }) => event === 'resync')).toBe(false);
});
