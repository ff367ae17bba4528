import { expect, test } from 'vitest';

import { connectRaw } from '../testing/connect-raw.ts';
import { useStreams } from '../testing/use-streams.ts';

const kit = useStreams({ mostStreams: 3, mostPerHolder: 2 });

const taken = () => kit.metric('halyard_streams');

test('beyond a key’s most streams, and the node’s, it is 503 with a time to come again', async () => {
  await kit.listen();
  const second = await kit.listen();
  const other = await kit.createKey();
  const [tooManyOfKey, third] = await Promise.all([kit.listen(), kit.listen({ key: other })]);
  const tooMany = await kit.listen({ key: await kit.createKey() });
  expect(third.status).toBe(200);
  for (const { status, headers } of [tooManyOfKey, tooMany])
    expect([status, headers['retry-after']]).toEqual([503, '10']);
  expect(await kit.metric('halyard_stream_refusals_total')).toBe(2);
  second.close();
  await expect.poll(taken).toBe(2);
  expect((await kit.listen()).status).toBe(200);
});

test('a place is given back by whoever closes, vanishes, or never became a stream', async () => {
  await expect.poll(taken).toBe(0);
  const asked = { 'last-event-id': '999999999' };
  expect((await kit.listen({ headers: asked })).status).toBe(200);
  expect((await kit.listen({ path: '/api/flags/stream?events=x' })).status).toBe(400);
  const lines = ['GET /api/flags/stream HTTP/1.1', 'host: localhost', `x-sdk-key: ${kit.key}`];
  const vanishing = connectRaw(kit.node.port, lines);
  await expect.poll(vanishing.text).toContain('connected');
  expect(await taken()).toBe(2);
  vanishing.socket.resetAndDestroy();
  await expect.poll(taken).toBe(1);
  const halfClosed = connectRaw(kit.node.port, lines);
  await expect.poll(halfClosed.text).toContain('connected');
  halfClosed.socket.end();
  await expect.poll(taken).toBe(1);
  const early = connectRaw(kit.node.port, lines);
  early.socket.once('connect', () => early.socket.destroySoon());
  await expect.poll(early.isClosed).toBe(true);
  await expect.poll(taken).toBe(1);
});

test('a place is given back where what was missed cannot be read', async () => {
  await expect.poll(taken).toBe(0);
  const { replica } = kit.node;
  const away = () => Promise.reject(new Error('away'));
  const node = await kit.start({ replica: { ...replica, catchUp: away } });
  for (let times = 0; times < 5; times++) {
    const headers = { 'last-event-id': '999999999' };
    expect((await kit.listen({ url: node.url, headers })).status).toBe(503);
  }
  expect(await kit.metric('halyard_streams', node)).toBe(0);
});
