import { EventEmitter, once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, onTestFinished, test } from 'vitest';

import { listen } from './server.ts';

const host = '127.0.0.1';
const graceMs = 5_000;

async function occupyPort(): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

test('the next free port is taken when the first is not free', async () => {
  const taken = await occupyPort();
  const server = await listen((_req, res) => res.end('ok'), {
    host,
    port: taken,
    attempts: 50,
    graceMs,
  });
  expect(server.port).toBeGreaterThan(taken);
  const answer = await fetch(`http://${host}:${server.port}/`);
  expect(await answer.text()).toBe('ok');
  await server.close();
});

test('a port that was asked for and is taken is an error', async () => {
  const port = await occupyPort();
  const listening = listen((_req, res) => res.end(), { host, port, attempts: 1, graceMs });
  await expect(listening).rejects.toThrow(`Port ${port} of 127.0.0.1 is taken`);
});

test('close lets a running request end', async () => {
  const requests = new EventEmitter();
  const server = await listen((_req, res) => requests.emit('asked', res), {
    host,
    port: 0,
    attempts: 1,
    graceMs,
  });
  const answer = fetch(`http://${host}:${server.port}/`);
  const [res] = (await once(requests, 'asked')) as [ServerResponse];
  const closed = server.close();
  res.end('late');
  expect(await (await answer).text()).toBe('late');
  await closed;
});
