import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { Writable } from 'node:stream';

import { AppError, type Route } from '@halyard/contracts';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { createDispatch } from '../routing/dispatch.ts';
import { createExpressApp } from '../routing/express-app.ts';
import type { RouteRequest } from '../routing/route-handler.ts';
import { listen, type HttpServer } from '../server/server.ts';

const route = {
  service: 'analytics',
  method: 'GET',
  path: '/api/stream',
  summary: 'Gives what the test says, piece by piece.',
  access: { public: 'it is a test' },
  origins: 'same',
  answers: { 200: null },
} as const satisfies Route;

/** More than the buffers between two sockets hold of a few of them. */
const large = 'x'.repeat(2 * 1024 * 1024);

let server: HttpServer;
/** What the next answer is made of. */
let pieces: (req: IncomingMessage) => AsyncGenerator<string>;
let made: number;
let isEnded: boolean;
let logged: string[];

beforeEach(async () => {
  [made, isEnded, logged] = [0, false, []];
  const log = pino(
    new Writable({ write: (line, _encoding, done) => done(void logged.push(`${line}`)) }),
  );
  const dispatch = createDispatch({
    routes: [route],
    handlers: {
      'GET /api/stream': ({ req }: RouteRequest<undefined>) => ({
        status: 200,
        stream: { contentType: 'text/plain', chunks: pieces(req) },
      }),
    },
    authenticate: () => undefined,
    log,
  });
  const app = createExpressApp({ routes: [route], dispatches: [dispatch], log });
  server = await listen(app, { host: '127.0.0.1', port: 0, attempts: 1, graceMs: 0 });
});
afterEach(() => server.close());

/** So many pieces, each after its number, then `end`; notes when it is over. */
const give = (count: number, piece: string, end?: () => never) =>
  async function* () {
    try {
      for (; made < count; made++) yield `${made}${piece}`;
      end?.();
    } finally {
      isEnded = true;
    }
  };

const fail = (error: Error) => (): never => {
  throw error;
};

async function open(method = 'GET'): Promise<IncomingMessage> {
  const asked = request({ port: server.port, path: route.path, method }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return answer;
}

const textOf = async (answer: IncomingMessage) =>
  (await answer.setEncoding('utf8').toArray()).join('');

test('pieces arrive in order, and all of them', async () => {
  pieces = give(12, 'ab ');
  const answer = await open();
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/plain']);
  expect(await textOf(answer)).toBe('0ab 1ab 2ab 3ab 4ab 5ab 6ab 7ab 8ab 9ab 10ab 11ab ');
});

test('of nothing it is an empty answer', async () => {
  pieces = give(0, '');
  const answer = await open();
  expect([answer.statusCode, await textOf(answer)]).toEqual([200, '']);
});

test('where the first piece cannot be made the answer is an error', async () => {
  pieces = give(0, '', fail(new AppError('unavailable', 'Not now.')));
  const answer = await open();
  expect(answer.statusCode).toBe(503);
  expect(JSON.parse(await textOf(answer))).toMatchObject({ error: 'unavailable' });
});

test('where a later one cannot be the connection ends, so that half is not taken for the whole', async () => {
  pieces = give(2, 'ab', fail(new Error('broken')));
  const answer = await open();
  await expect(textOf(answer)).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect([answer.statusCode, answer.complete]).toEqual([200, false]);
});

test('when the client goes away, what makes the pieces is ended', async () => {
  pieces = give(1_000, large);
  (await open()).destroy();
  await expect.poll(() => isEnded).toBe(true);
  expect(made).toBeLessThan(1_000);
});

test('so it is when the client goes away before there is a first piece', async () => {
  let noteBegun: () => void;
  const begun = new Promise<void>((resolve) => {
    noteBegun = resolve;
  });
  pieces = async function* ({ socket }) {
    noteBegun();
    await once(socket, 'close');
    yield* give(1_000, 'ab')();
  };
  const asked = request({ port: server.port, path: route.path }).end();
  asked.on('error', () => undefined);
  await begun;
  asked.destroy();
  await expect.poll(() => isEnded).toBe(true);
  expect(made).toBeLessThan(2);
  expect(logged).toEqual([]);
});

test('a client that takes nothing has no more than a few pieces made for it', async () => {
  pieces = give(1_000, large);
  const answer = await open();
  let before = 0;
  await expect
    .poll(() => made === before || ((before = made), false), { interval: 100 })
    .toBe(true);
  expect(made).toBeLessThan(20);
  answer.destroy();
});

test('of a HEAD nothing but the first piece is made', async () => {
  pieces = give(1_000, 'ab');
  const answer = await open('HEAD');
  expect([answer.statusCode, await textOf(answer)]).toEqual([200, '']);
  await expect.poll(() => isEnded).toBe(true);
  expect(made).toBeLessThan(2);
});
