import { EventEmitter, once } from 'node:events';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import express, { type RequestHandler } from 'express';
import { expect, onTestFinished, test } from 'vitest';

import { listen } from './server.ts';

const host = '127.0.0.1';
const graceMs = 5_000;

const appOf = (handler: RequestHandler) => express().use(handler);

async function occupyPort(): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

test('the next free port is taken when the first is not free', async () => {
  const taken = await occupyPort();
  const server = await listen(
    appOf((_req, res) => void res.end('ok')),
    {
      host,
      port: taken,
      attempts: 50,
      graceMs,
    },
  );
  expect(server.port).toBeGreaterThan(taken);
  const answer = await fetch(`http://${host}:${server.port}/`);
  expect(await answer.text()).toBe('ok');
  await server.close();
});

test('a port that was asked for and is taken is an error', async () => {
  const port = await occupyPort();
  const listening = listen(
    appOf((_req, res) => void res.end()),
    { host, port, attempts: 1, graceMs },
  );
  await expect(listening).rejects.toThrow(`Port ${port} of 127.0.0.1 is taken`);
});

test('close lets a running request end', async () => {
  const requests = new EventEmitter();
  const server = await listen(
    appOf((_req, res) => void requests.emit('asked', res)),
    {
      host,
      port: 0,
      attempts: 1,
      graceMs,
    },
  );
  const answer = fetch(`http://${host}:${server.port}/`);
  const [res] = (await once(requests, 'asked')) as [ServerResponse];
  const closed = server.close();
  res.end('late');
  expect(await (await answer).text()).toBe('late');
  await closed;
});

test('Express finds requests and responses that are its own already', async () => {
  const app = appOf((_req, res) => void res.end('slow'));
  const seen: boolean[] = [];
  const server = await listen(app, {
    host,
    port: 0,
    attempts: 1,
    graceMs,
    hot: [
      (req, res) => {
        seen.push(Object.getPrototypeOf(req) === app.request, req instanceof IncomingMessage);
        seen.push(Object.getPrototypeOf(res) === app.response, res instanceof ServerResponse);
        return false;
      },
    ],
  });
  const answer = await fetch(`http://${host}:${server.port}/`, { method: 'POST', body: 'x' });
  expect(await answer.text()).toBe('slow');
  expect(seen).toEqual([true, true, true, true]);
  await server.close();
});

test('what is hot is answered before the app is asked', async () => {
  const app = appOf(() => {
    throw new Error('asked');
  });
  const hot = [(_req: unknown, res: ServerResponse) => Boolean(res.end('hot'))];
  const server = await listen(app, { host, port: 0, attempts: 1, graceMs, hot });
  const answer = await fetch(`http://${host}:${server.port}/`);
  expect(await answer.text()).toBe('hot');
  await server.close();
});

test.each([
  ['the whole address', 'GET http://localhost/x HTTP/1.1\r\nHost: y'],
  ['an address that is none', 'GET http://[::/x HTTP/1.1\r\nHost: y'],
  ['an expectation that nobody knows', 'GET /x HTTP/1.1\r\nHost: y\r\nExpect: wonders'],
])('a request with %s is answered by its path', async (_what, head) => {
  const app = appOf((req, res) => void res.end(`asked for ${req.path}`));
  const server = await listen(app, { host, port: 0, attempts: 1, graceMs });
  const socket = connect(server.port, host);
  socket.write(`${head}\r\nConnection: close\r\n\r\n`);
  expect(await text(socket)).toMatch(/^HTTP\/1.1 200 OK[^]*asked for \/x$/);
  await server.close();
});
