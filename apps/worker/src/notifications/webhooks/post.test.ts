import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, onTestFinished, test, vi } from 'vitest';

import { createPost } from './post.ts';
import type { LookUpAll } from './public-lookup.ts';

interface Kit {
  port: number;
  requests: { method?: string | undefined; headers: IncomingMessage['headers']; body: string }[];
  connections(): number;
}

/** A server that notes what it is asked. */
async function serve(
  answer: (res: ServerResponse, req: IncomingMessage) => void = (res) => res.end(),
): Promise<Kit> {
  let connections = 0;
  const requests: Kit['requests'] = [];
  const server = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk: Buffer) => (body += String(chunk)));
    req.on('end', () => {
      requests.push({ method: req.method, headers: req.headers, body });
      answer(res, req);
    });
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, requests, connections: () => connections };
}

const openly = createPost({ allowsPrivate: true });

const loopback = { address: '127.0.0.1', family: 4 };

test('what is posted arrives, with its headers, and the status is given', async () => {
  const { port, requests } = await serve((res) => res.writeHead(202).end('{}'));
  const url = `http://127.0.0.1:${port}/hook?a=b`;
  expect(await openly(url, { 'webhook-id': 'msg_1' }, '{"ä":1}')).toBe(202);
  expect(requests).toMatchObject([
    {
      method: 'POST',
      body: '{"ä":1}',
      headers: {
        'content-type': 'application/json',
        'content-length': '8',
        'webhook-id': 'msg_1',
        'user-agent': 'Halyard',
      },
    },
  ]);
});

test.each([
  'http://127.0.0.1',
  'http://0x7f.1',
  'http://2130706433',
  'http://[::1]',
  'http://[::ffff:127.0.0.1]',
  'https://169.254.169.254',
  'http://localhost',
])('%s is refused before anybody is connected to', async (address) => {
  const { port, connections } = await serve();
  const post = createPost({ allowsPrivate: false });
  await expect(post(`${address}:${port}/`, {}, '{}')).rejects.toMatchObject({ code: 'NOT_PUBLIC' });
  expect(connections()).toBe(0);
});

test('a name is looked up for each message, and refused where it leads to no public address', async () => {
  const { port, connections } = await serve();
  const lookUpAll = vi.fn<LookUpAll>((_name, _options, callback) => callback(null, [loopback]));
  const post = createPost({ allowsPrivate: false, lookUpAll });
  for (let n = 0; n < 2; n++) {
    const refused = { code: 'NOT_PUBLIC' };
    await expect(post(`http://hooks.example:${port}/`, {}, '{}')).rejects.toMatchObject(refused);
  }
  expect(lookUpAll).toHaveBeenCalledTimes(2);
  expect(connections()).toBe(0);
});

test('a redirect is an answer, and not followed', async () => {
  const inside = await serve();
  const { port } = await serve((res) =>
    res.writeHead(307, { location: `http://127.0.0.1:${inside.port}/` }).end(),
  );
  expect(await openly(`http://127.0.0.1:${port}/`, {}, '{}')).toBe(307);
  expect(inside.connections()).toBe(0);
});

test('an answer without end is not read', async () => {
  let written = 0;
  const { port } = await serve((res) => {
    res.writeHead(200);
    const more = (): void => {
      while (!res.destroyed && res.write('x'.repeat(65_536))) written += 65_536;
    };
    res.on('drain', more);
    more();
  });
  expect(await openly(`http://127.0.0.1:${port}/`, {}, '{}')).toBe(200);
  expect(written).toBeLessThan(64 * 1_024 * 1_024);
});

test('whoever does not answer is not waited for', async () => {
  const { port } = await serve(() => undefined);
  const post = createPost({ allowsPrivate: true, timeoutMs: 50 });
  await expect(post(`http://127.0.0.1:${port}/`, {}, '{}')).rejects.toThrow(/abort/);
});

test('whoever cannot be reached is told by a code', async () => {
  await expect(openly('http://127.0.0.1:1/', {}, '{}')).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  });
});
