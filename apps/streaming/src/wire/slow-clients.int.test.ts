import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

import { createApiKey, revokeApiKey } from '@halyard/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { connectRaw } from '../testing/connect-raw.ts';
import type { StreamingNode } from '../testing/start-node.ts';
import { changesOf, useStreams } from '../testing/use-streams.ts';
import { manyToggles } from '../testing/write-log.ts';

const kit = useStreams({ pollIntervalMs: 3_600_000 });

/** The node's own ends of connections, by the key that was sent on them. */
const sockets = new Map<string, Socket>();
const note = (message: unknown): void => {
  const { request } = message as { request: IncomingMessage };
  sockets.set(String(request.headers['x-sdk-key']), request.socket);
};
beforeAll(() => subscribe('http.server.request.start', note));
afterAll(() => void unsubscribe('http.server.request.start', note));

const changes = 200;
/** Of one row under one name: more than all buffers between two sockets take of two hundred. */
const keyLength = 60_000;
const largestRow = 2 * keyLength + 2_000;

/** A client that has stopped to read, and a node that has written to it as much as it may. */
async function startBlocked(node: StreamingNode = kit.node) {
  const { organizationId } = kit.shop;
  const flag = await kit.createFlag('f');
  const created = { ...kit.shop, kind: 'sdk', name: 'Slow', tag: 't' } as const;
  const { id: keyId, secret } = await createApiKey(kit.ctx, created);
  await node.replica.catchUp(organizationId);
  const others = await kit.listen({ url: node.url });
  const slow = connectRaw(node.port, [
    'GET /api/flags/stream?events=dotted HTTP/1.0',
    `x-sdk-key: ${secret}`,
  ]);
  await expect.poll(slow.text).toContain('connected');
  slow.socket.pause();
  const from = await kit.head();
  await kit.write(manyToggles({ ...flag, key: 'k'.repeat(keyLength) }, changes), node);
  await expect.poll(() => changesOf(others).length, { timeout: 20_000 }).toBe(2 * changes);
  return { slow, others, from, ended: sockets.get(secret)!, key: { organizationId, keyId } };
}

test('who does not read is written no more than a buffer, and hears all in order when it reads again', async () => {
  const { slow, from, ended } = await startBlocked();
  expect(ended.writableNeedDrain).toBe(true);
  expect(ended.writableLength).toBeLessThan(ended.writableHighWaterMark + largestRow);
  slow.socket.resume();
  const last = `id: ${from + changes}\n`;
  await expect.poll(() => slow.text().endsWith('\n\n') && slow.text().includes(last)).toBe(true);
  const ids = [...slow.text().matchAll(/^event: flag.updated\nid: (\d+)\n/gm)].map(([, id]) => id);
  expect(ids).toEqual(Array.from({ length: changes }, (_, index) => `${from + 1 + index}`));
  slow.socket.destroy();
});

test('who takes nothing for too long is cut off, and nobody else', async () => {
  const node = await kit.start({ mostBlockedMs: 300, heartbeatMs: 300 });
  const { others, ended } = await startBlocked(node);
  await expect.poll(() => ended.destroyed).toBe(true);
  expect(await kit.metric('halyard_stream_drops_total', node)).toBe(1);
  expect(others.ending()).toBeUndefined();
});

test('who does not take even the end of a stream keeps no connection', async () => {
  const node = await kit.start({ mostBlockedMs: 300 });
  const { ended, key } = await startBlocked(node);
  await revokeApiKey(kit.ctx, key);
  await expect.poll(() => ended.destroyed).toBe(true);
});
