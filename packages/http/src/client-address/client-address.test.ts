import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';

import express from 'express';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';

import { listen } from '../server/server.ts';
import { createClientAddress } from './client-address.ts';

const request = (remoteAddress: string | undefined, forwarded?: string): IncomingMessage =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as never;

const client = '198.51.100.1';
const proxy = '10.0.0.1';

describe('where no proxy is trusted', () => {
  test.each([undefined, '0'])('(%s) the peer counts, and no header is looked at', (trustProxy) => {
    const req = {
      socket: { remoteAddress: proxy },
      get headers(): never {
        throw new Error('The headers were looked at.');
      },
    };
    expect(createClientAddress(trustProxy)(req as never)).toBe(proxy);
  });

  test('an IPv4 peer of a socket for both families is written as IPv4', () => {
    expect(createClientAddress()(request('::ffff:198.51.100.1'))).toBe(client);
    expect(createClientAddress()(request('2001:db8::1'))).toBe('2001:db8::1');
  });

  test('there is no address once the connection is gone', () => {
    expect(createClientAddress()(request(undefined))).toBe('');
  });
});

describe.each<[string, string, string, string | undefined, string]>([
  ['nobody forwards', '1', proxy, undefined, proxy],
  ['one proxy of one', '1', proxy, client, client],
  ['what the client says of itself counts for nothing', '1', proxy, `6.6.6.6, ${client}`, client],
  ['two proxies', '2', proxy, `6.6.6.6, ${client}, 10.0.0.2`, client],
  ['fewer proxies than were said', '3', proxy, client, client],
  ['a peer that is no proxy', '10.0.0.0/8', client, '6.6.6.6', client],
  ['a network', '10.0.0.0/8', proxy, `6.6.6.6, ${client}, 10.9.9.9`, client],
  ['proxies alone', '10.0.0.0/8', proxy, '10.9.9.9', '10.9.9.9'],
  ['a mask', '10.0.0.0/255.0.0.0', proxy, client, client],
  ['one address', '10.0.0.1', proxy, client, client],
  ['a list', 'loopback, 10.0.0.1', '::1', `${client},10.0.0.1`, client],
  ['a proxy on this machine', 'loopback', '::ffff:127.0.0.1', client, client],
  ['private networks', 'uniquelocal', 'fd00::1', `${client}, 192.168.1.1`, client],
  ['IPv4 in IPv6', '1', proxy, '::ffff:198.51.100.1', client],
  ['IPv6 in another spelling', '1', proxy, '2001:DB8::0:1', '2001:db8::1'],
  ['what is no address', '1', proxy, 'unknown', proxy],
  ['what is no address, farther off', '2', proxy, `unknown, ${client}`, client],
  ['an empty header', '1', proxy, '', proxy],
])('%s', (_what, trustProxy, peer, forwarded, expected) => {
  test(`by ${trustProxy}: ${expected}`, () => {
    expect(createClientAddress(trustProxy)(request(peer, forwarded))).toBe(expected);
  });
});

test('whatever a header says, what comes out is an address', () => {
  const clientAddress = createClientAddress('2');
  const header = fc.oneof(
    fc.string(),
    fc.array(fc.ipV6()).map(String),
    fc.stringMatching(/^[, .:0-9a-f]+$/),
  );
  fc.assert(
    fc.property(header, (forwarded) =>
      /^[0-9a-f.:]+$/.test(clientAddress(request(proxy, forwarded))),
    ),
    { numRuns: 2_000 },
  );
});

test('lines of the header that a real request repeats are read as one list', async () => {
  const clientAddress = createClientAddress('loopback');
  const server = await listen(
    express().use((req, res) => void res.end(clientAddress(req))),
    {
      host: '127.0.0.1',
      port: 0,
      attempts: 1,
      graceMs: 1_000,
    },
  );
  onTestFinished(server.close);
  const socket = connect(server.port, '127.0.0.1');
  socket.end(
    `GET / HTTP/1.0\r\nHost: a\r\nX-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: ${client}\r\n\r\n`,
  );
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(socket, 'close');
  expect(Buffer.concat(chunks).toString()).toMatch(new RegExp(`\\r\\n\\r\\n${client}$`));
});
