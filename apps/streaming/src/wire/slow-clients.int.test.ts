import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

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

const changes = 130;
/** Of one row under one name: of all of them more than any buffers between two sockets take. */
const keyLength = 60_000;
const largestRow = 2 * keyLength + 2_000;

/** A client that has stopped to read, and a node that has written to it as much as it may. */
async function startBlocked(node: StreamingNode = kit.node) {
  const flag = await kit.createFlag('f');
  const key = await kit.createKey();
  await node.replica.catchUp(kit.shop.organizationId);
  const others = await kit.listen({ url: node.url, path: '/api/flags/stream?events=dotted' });
  const slow = connectRaw(node.port, ['GET /api/flags/stream HTTP/1.0', `x-sdk-key: ${key}`]);
  await expect.poll(slow.text).toContain('connected');
  slow.socket.pause();
  const from = await kit.head();
  await kit.write(manyToggles({ ...flag, key: 'k'.repeat(keyLength) }, changes), node);
  await expect.poll(() => changesOf(others).length, { timeout: 20_000 }).toBe(changes);
  return { slow, others, from, near: sockets.get(key)! };
}

test('who does not read is written no more than a buffer, and hears all in order when it reads again', async () => {
  const { slow, from, near } = await startBlocked();
  expect(near.writableNeedDrain).toBe(true);
  expect(near.writableLength).toBeLessThan(near.writableHighWaterMark + largestRow);
  slow.socket.resume();
  const last = `id: ${from + changes}\n`;
  await expect.poll(() => slow.text().endsWith('\n\n') && slow.text().includes(last)).toBe(true);
  const ids = [...slow.text().matchAll(/^id: ([\d.]+)$/gm)].map(([, id]) => id).slice(1);
  const seqs = Array.from({ length: changes }, (_, index) => from + 1 + index);
  expect(ids).toEqual(seqs.flatMap((seq) => [`${seq}.1`, `${seq}`]));
  slow.socket.destroy();
});

test('who takes nothing for too long is cut off, and nobody else', async () => {
  const node = await kit.start({ mostBlockedMs: 300, heartbeatMs: 300 });
  const { others, near } = await startBlocked(node);
  await expect.poll(() => near.destroyed).toBe(true);
  expect(await kit.metric('halyard_stream_drops_total', node)).toBe(1);
  expect(others.ending()).toBeUndefined();
});
