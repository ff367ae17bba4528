import { once } from 'node:events';
import { createServer, get, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

import { expect, onTestFinished, test } from 'vitest';

import { createChannels } from '../frames/channel.ts';
import { toChunk } from '../frames/chunk.ts';
import { wholeRow } from '../frames/position.ts';
import { createStream, type Stream } from './stream.ts';

const channel = createChannels()({ kind: 'member', organizationId: 'o' }, 'both');

interface Made {
  stream: Stream;
  socket: Socket;
  closed: Stream[];
}

/** A stream to a client that does not read. */
async function open(mostBlockedMs: number): Promise<Made> {
  const server = createServer();
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  get({ port, agent: false }, (res) => res.pause()).on('error', () => undefined);
  const [, res] = (await once(server, 'request')) as [unknown, ServerResponse];
  res.writeHead(200).flushHeaders();
  const closed: Stream[] = [];
  const socket = res.socket!;
  const stream = createStream(res, socket, {
    channel,
    holder: { name: 'me' },
    position: wholeRow(0),
    mostBlockedMs,
    now: () => 1_000,
    onWritable: () => undefined,
    onClosed: (one) => closed.push(one),
  });
  return { stream, socket, closed };
}

const chunk = toChunk('x'.repeat(1_000_000));

function writeUntilBlocked(stream: Stream): void {
  while (stream.blockedSinceMs === undefined) stream.write(chunk);
}

test('a full socket is noted, with the time since when', async () => {
  const { stream } = await open(60_000);
  expect(stream.blockedSinceMs).toBeUndefined();
  writeUntilBlocked(stream);
  expect(stream.blockedSinceMs).toBe(1_000);
});

test('a client that does not even take the end keeps no connection', async () => {
  const { stream, socket, closed } = await open(50);
  // More than the buffers between two sockets take.
  for (let times = 0; times < 30; times++) stream.write(chunk);
  stream.end();
  expect(closed).toEqual([stream]);
  expect(stream.isOpen).toBe(false);
  await expect.poll(() => socket.destroyed, { timeout: 5_000 }).toBe(true);
});

test('what is closed is closed once, and written nothing', async () => {
  const { stream, socket, closed } = await open(60_000);
  stream.destroy();
  const { bytesWritten } = socket;
  stream.write(chunk);
  stream.end();
  await expect.poll(() => socket.destroyed).toBe(true);
  expect(socket.bytesWritten).toBe(bytesWritten);
  expect(closed).toEqual([stream]);
});
