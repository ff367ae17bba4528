import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';

import { expectAnswer, expectNoSecret, expectSound } from './driver/expect-sound.ts';
import { startHostileNode, type HostileNode } from './driver/hostile-node.ts';
import { exchange, toBytes, type WireOptions } from './driver/wire.ts';

let node: HostileNode;

beforeAll(async () => {
  node = await startHostileNode(inject('postgresUrl'));
});

afterEach(() => expectSound(node));

afterAll(() => node.close());

/** Sends lines as they are, with the key among the headers unless they say otherwise. */
async function send(
  lines: readonly string[],
  body: string | Buffer = '',
  options: WireOptions = {},
) {
  const text = `${lines.join('\r\n').replaceAll('KEY', node.keys.sdk)}\r\n\r\n`;
  const bytes = Buffer.concat([Buffer.from(text, 'latin1'), Buffer.from(body)]);
  const answers = await exchange(node.port, bytes, options);
  for (const answer of answers) expectNoSecret(node, answer);
  return answers;
}

const head = ['Host: localhost', 'X-SDK-Key: KEY'];
const get = ['GET /v1/flags HTTP/1.1', ...head];
const post = ['POST /v1/evaluate HTTP/1.1', ...head];
const valid = '{"flagKey":"plain","userIdentifier":"u"}';
const empty = Buffer.alloc(0);

describe('what is not HTTP is refused by node:http itself, without a body', () => {
  test.each<[what: string, lines: string[], body: string | Buffer, status: number]>([
    ['words', ['hello'], '', 400],
    ['the beginning of TLS', [], Buffer.from('16030100a5010000a1030369', 'hex'), 400],
    ['HTTP/2', ['PRI * HTTP/2.0'], 'SM\r\n\r\n', 400],
    ['a version that is none', ['GET /v1/flags HTTP/3.7', ...head], '', 400],
    ['an unknown method', ['FOO /v1/flags HTTP/1.1', ...head], '', 400],
    ['no Host', ['GET /v1/flags HTTP/1.1', 'X-SDK-Key: KEY'], '', 400],
    ['a space in the path', ['GET /v1/fl ags HTTP/1.1', ...head], '', 400],
    ['U+0000 in the path', ['GET /v1/fl\0ags HTTP/1.1', ...head], '', 400],
    ['bytes beyond ASCII in the path', ['GET /v1/fl\xffags HTTP/1.1', ...head], '', 400],
    ['a header without a name', [...get, ': x'], '', 400],
    ['a header that is folded', [...get, 'x: a', ' b'], '', 400],
    ['a header of 1 MB', [...get, `x: ${'x'.repeat(1_000_000)}`], '', 431],
    ['a key of 1 MB', [`${get[0]}`, 'Host: x', `X-SDK-Key: sdk_${'x'.repeat(1_000_000)}`], '', 431],
    ['20 000 headers', [...get, ...Array<string>(20_000).fill('a: b')], '', 431],
    ['two lengths', [...post, 'Content-Length: 40', 'Content-Length: 41'], valid, 400],
    [
      'a length and chunks',
      [...post, 'Content-Length: 5', 'Transfer-Encoding: chunked'],
      '0\r\n\r\n',
      400,
    ],
    ['a transfer that nobody knows', [...post, 'Transfer-Encoding: gzip'], '0\r\n\r\n', 400],
    ['a negative length', [...post, 'Content-Length: -2'], valid, 400],
    ['a length beyond all numbers', [...post, `Content-Length: ${'9'.repeat(30)}`], valid, 400],
    ['a chunk without a length', [...post, 'Transfer-Encoding: chunked'], 'zz\r\n{}\r\n', 400],
    [
      'a long chunk extension',
      [...post, 'Transfer-Encoding: chunked'],
      `2;${'x'.repeat(20_000)}\r\n`,
      413,
    ],
    ['a head that does not end', [...get, 'x'], '', 400],
  ])('%s', async (_what, lines, body, status) => {
    const answers = await send(lines, body, { endsEarly: true });
    expect(answers).toMatchObject([{ status, body: empty }]);
  });
});

describe('a body that is not all there', () => {
  test.each([
    ['a length beyond it', [...post, 'Content-Length: 400'], valid],
    ['a chunk beyond it', [...post, 'Transfer-Encoding: chunked'], `400\r\n${valid}`],
    ['no last chunk', [...post, 'Transfer-Encoding: chunked'], `28\r\n${valid}\r\n`],
  ])('by %s is never evaluated', async (_what, lines, body) => {
    const answers = await send(lines, body, { endsEarly: true });
    expect(answers).toMatchObject([{ status: 400 }]);
  });

  test('is let go when its sender goes', async () => {
    const closing = Array.from({ length: 50 }, () =>
      send([...post, 'Content-Length: 400'], valid, { answers: 0 }),
    );
    expect((await Promise.all(closing)).flat()).toEqual([]);
  });

  test('beyond its length is the next request, and refused', async () => {
    const lines = [...post, `Content-Length: ${valid.length}`];
    const answers = await send(lines, `${valid}GARBAGE\r\n\r\n`, { answers: 2 });
    expect(answers.at(-1)).toMatchObject({ status: 400, body: empty });
  });
});

describe('what is unusual but HTTP is answered as always', () => {
  test.each<[what: string, lines: string[], status: number]>([
    ['the whole address', ['GET http://x/v1/flags HTTP/1.1', ...head], 200],
    ['HTTP/1.0 without Host', ['GET /v1/flags HTTP/1.0', 'X-SDK-Key: KEY'], 200],
    ['an upgrade that nobody asked for', [...get, 'Connection: Upgrade', 'Upgrade: h2c'], 200],
    ['an expectation that nobody knows', [...get, 'Expect: wonders'], 200],
    ['2 500 headers', [...get, ...Array<string>(2_500).fill('a: b')], 200],
    [
      'two Authorizations',
      [get[0]!, 'Host: x', 'Authorization: Bearer KEY', 'Authorization: x'],
      200,
    ],
    ['X-SDK-Key before all others', [...get, 'X-API-Key: sdk_x', 'Authorization: Bearer x'], 200],
    ['two keys in one header', [...get, 'X-SDK-Key: KEY'], 401],
    ['a key in the address', ['GET /v1/flags?apiKey=KEY HTTP/1.1', 'Host: x'], 401],
    ['a scheme without a key', [get[0]!, 'Host: x', 'Authorization: Bearer'], 401],
    ['another scheme', [get[0]!, 'Host: x', 'Authorization: Basic KEY'], 401],
    ['a key after a key', [get[0]!, 'Host: x', 'Authorization: Bearer KEY KEY'], 401],
    ['TRACE', ['TRACE /v1/flags HTTP/1.1', ...head], 405],
    ['PROPFIND', ['PROPFIND /v1/flags HTTP/1.1', ...head], 405],
  ])('%s', async (_what, lines, status) => {
    const [answer] = await send(lines);
    expectAnswer({ method: 'GET', path: '/v1/flags' }, answer!, status);
  });

  test('bodies are asked for with 100-continue', async () => {
    const lines = [...post, 'Expect: 100-continue', `Content-Length: ${valid.length}`];
    const [answer] = await send(lines, valid);
    expectAnswer({ method: 'POST', path: '/v1/evaluate' }, answer!, 200);
  });

  test('pipelined requests are answered in order', async () => {
    const each = ['plain', 'off', 'unknown'].map((key) =>
      toBytes({
        method: 'POST',
        path: `/api/flags/${key}/evaluate`,
        headers: [['x-sdk-key', node.keys.sdk]],
      }),
    );
    const answers = await exchange(node.port, Buffer.concat(each), { answers: 3 });
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404]);
  });
});

describe('there is nothing at', () => {
  test.each([
    '/',
    '*',
    '//',
    '//v1/flags',
    '/v1//flags',
    '/v1/flags/',
    '/v1/./flags',
    '/v1/../v1/flags',
    '/v1/%66lags',
    '/v1%2Fflags',
    '/v1\\flags',
    '/v1/flags;x',
    '/v1/flags%00',
    '/v1/flags%zz',
    '/V1/FLAGS',
    'http://[::/nothing',
    'http://localhost',
    '/ofrep/v1/evaluate/flags/%ff/x',
    '/v1/evaluate/%zz',
    '/__proto__',
    '/constructor',
    `/${'a/'.repeat(7_000)}`,
  ])('%s', async (path) => {
    const [answer] = await send([`GET ${path} HTTP/1.1`, ...head]);
    expectAnswer({ method: 'GET', path: path.replace(/^http:\/\/[^/]*/, '') }, answer!, 404);
  });

  test('/v1/stream for a WebSocket', async () => {
    const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
    const [answer] = await send(['GET /v1/stream HTTP/1.1', ...head, ...upgrade]);
    expectAnswer({ method: 'GET', path: '/v1/stream' }, answer!, 404);
  });

  test('the other end of a CONNECT: the connection is closed', async () => {
    expect(await send(['CONNECT localhost:80 HTTP/1.1', ...head])).toEqual([]);
  });
});
