import { beforeAll, describe, expect, test } from 'vitest';

import { connectRaw } from '../testing/connect-raw.ts';
import type { StreamingNode } from '../testing/start-node.ts';
import { changesOf, useStreams } from '../testing/use-streams.ts';

const kit = useStreams();

const addresses = ['/api/flags/stream', '/api/realtime'];
const unknownKey = `sdk_test_${'A'.repeat(43)}`;

describe.each(addresses)('%s', (path) => {
  test.each([
    ['no credential', {}],
    ['an unknown key', { 'x-sdk-key': unknownKey }],
    ['an unknown server key', { authorization: `Bearer srv_${unknownKey.slice(4)}` }],
    ['a key that is none', { 'x-api-key': 'sdk_' }],
    ['a token that is none', { authorization: 'Bearer a.b.c' }],
  ])('is 401 with %s', async (_what, headers) => {
    const { status, text } = await kit.listen({ path, key: null, headers });
    expect(status).toBe(401);
    await expect.poll(text).toContain('"error":"unauthorized"');
  });

  test('takes a key in any of its headers, and in the address only where that is allowed', async () => {
    const inAddress = { path: `${path}?apiKey=${kit.key}`, key: null };
    for (const headers of [
      { 'x-api-key': kit.key },
      { authorization: `ApiKey ${kit.key}` },
      { authorization: `bearer ${kit.key}` },
    ])
      expect((await kit.listen({ path, key: null, headers })).status).toBe(200);
    expect((await kit.listen(inAddress)).status).toBe(401);
    const { url } = allowing;
    expect((await kit.listen({ url, ...inAddress })).status).toBe(200);
    const unknown = { path: `${path}?apiKey=${unknownKey}`, key: null };
    expect((await kit.listen({ url, ...unknown })).status).toBe(401);
  });

  test('tells any page beforehand that it may ask', async () => {
    const { status, headers } = await fetch(kit.node.url + path, { method: 'OPTIONS' });
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-allow-methods')).toBe('GET, HEAD, OPTIONS');
    expect(headers.get('access-control-max-age')).toBe('3600');
    const allowed = headers.get('access-control-allow-headers');
    for (const name of ['authorization', 'x-sdk-key', 'x-api-key', 'last-event-id'])
      expect(allowed).toContain(name);
  });

  test('answers HEAD as GET, without a stream', async () => {
    const headers = { 'x-sdk-key': kit.key };
    const answer = await fetch(kit.node.url + path, { method: 'HEAD', headers });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    expect(await answer.text()).toBe('');
    expect(await kit.metric('halyard_streams')).toBe(0);
  });

  test('takes nothing but GET', async () => {
    const { status, headers } = await fetch(kit.node.url + path, { method: 'POST' });
    expect(status).toBe(405);
    expect(headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect(headers.get('access-control-allow-origin')).toBe('*');
  });
});

let allowing: StreamingNode;
beforeAll(async () => {
  allowing = await kit.start({ allowsKeyInQuery: true });
});

test.each([
  ['underscore', ['flag_created']],
  ['dotted', ['flag.created']],
])('?events=%s picks one name, and the number of the row for its id', async (events, names) => {
  const listening = await kit.listen({ path: `/api/flags/stream?events=${events}` });
  await kit.createFlag('f');
  const seq = await kit.head();
  await expect.poll(() => changesOf(listening)).toEqual(names.map((name) => `${name} f ${seq}`));
});

test.each(['', 'both', 'DOTTED', 'dotted,underscore'])(
  '?events=%s is refused: there are two names',
  async (events) => {
    const { status, text } = await kit.listen({ path: `/api/flags/stream?events=${events}` });
    expect(status).toBe(400);
    await expect.poll(text).toContain('}');
    expect(JSON.parse(text())).toMatchObject({
      error: 'invalid_request',
      details: [
        { field: 'events', expected: 'underscore (flag_updated) or dotted (flag.updated)' },
      ],
    });
  },
);

test('old clients hear of changes once, in frames without a name', async () => {
  const { heard } = await kit.listen({ path: '/api/realtime' });
  const { key } = await kit.createFlag('old');
  const seq = await kit.head();
  await expect.poll(() => heard.length).toBe(2);
  expect(heard.map(({ event, data }) => [event, JSON.parse(data!)])).toMatchObject([
    [undefined, { type: 'connected', data: { organization_id: kit.shop.organizationId } }],
    [undefined, { type: 'flag.created', flagKey: key, data: { type: 'flag.created', key } }],
  ]);
  expect(heard[1]!.id).toBe(`${seq}`);
});

test('a client of HTTP/1.0 gets the events as they are, without chunks', async () => {
  const { text, socket } = connectRaw(kit.node.port, [
    'GET /api/flags/stream?events=dotted HTTP/1.0',
    `x-sdk-key: ${kit.key}`,
  ]);
  await expect.poll(text).toContain('event: connected');
  await kit.createFlag('f');
  const seq = await kit.head();
  await expect.poll(text).toContain(`id: ${seq}\n`);
  socket.destroy();
  const [head, body] = text().split('\r\n\r\n') as [string, string];
  expect(head.toLowerCase()).not.toContain('transfer-encoding');
  expect(body).toMatch(
    /^event: connected\nretry: \d+\ndata: {.*}\nid: \d+\n\nevent: flag.created\n/,
  );
});

describe('/v1/stream', () => {
  const asWebSocket = [
    'GET /v1/stream HTTP/1.1',
    'host: localhost',
    'connection: Upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
    `authorization: Bearer ${unknownKey}`,
  ];

  test('is 404, whoever asks, and no key is looked up for it', async () => {
    const before = kit.node.replica.count().keyLookUps;
    const key = `sdk_test_${'B'.repeat(43)}`;
    expect((await kit.listen({ path: '/v1/stream', key })).status).toBe(404);
    expect(kit.node.replica.count().keyLookUps).toBe(before);
  });

  test('is 404 for a WebSocket, whose connection goes with the client', async () => {
    const before = kit.node.replica.count().keyLookUps;
    const { socket, text, isClosed } = connectRaw(kit.node.port, asWebSocket);
    await expect.poll(text).toContain('request_id');
    expect(text()).toMatch(/^HTTP\/1.1 404 /);
    expect(kit.node.replica.count().keyLookUps).toBe(before);
    socket.end();
    await expect.poll(isClosed).toBe(true);
  });
});
