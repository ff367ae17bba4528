import { Writable } from 'node:stream';

import { AppError, type Route } from '@halyard/contracts';
import { pino } from 'pino';
import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { createDispatch } from './dispatch.ts';
import { createExpressApp } from './express-app.ts';

const things = {
  service: 'evaluation',
  path: '/api/things/:id',
  summary: 'Things.',
  access: 'key_or_token',
  origins: 'same',
  answers: { 200: null },
} as const;
const routes = [
  { ...things, method: 'GET' },
  { ...things, method: 'PUT', body: { schema: z.unknown(), maxBytes: 20 } },
  { ...things, method: 'POST', path: '/api/open', origins: 'any' },
] as const satisfies readonly Route[];

const lines: string[] = [];
const destination = new Writable({
  write(chunk, _encoding, done) {
    lines.push(String(chunk));
    done();
  },
});
const log = pino({ level: 'trace' }, destination);
const dispatch = createDispatch<(typeof routes)[number], string>({
  routes,
  log,
  authenticate: (req) => {
    const name = req.headers.authorization;
    if (name === 'nobody') throw new AppError('unauthorized', 'Say who you are.');
    return name === 'late' ? Promise.resolve(name) : (name ?? 'somebody');
  },
  handlers: {
    'GET /api/things/:id': ({ params, caller }) => {
      if (params[0] === 'bad') throw new Error('broken');
      return JSON.stringify({ id: params[0], caller });
    },
    'PUT /api/things/:id': async ({ body }) => ({
      status: 202,
      json: JSON.stringify(body),
      headers: { etag: '"1"' },
    }),
    'POST /api/open': () => ({ status: 204 }),
  },
});
const app = createExpressApp({ routes, dispatches: [dispatch], log });

describe('a route', () => {
  test('is answered by its handler', async () => {
    const answer = await request(app).get('/api/things/a%2Fb?x=1');
    expect(answer.body).toEqual({ id: 'a/b', caller: 'somebody' });
    expect(answer.headers).not.toHaveProperty('x-powered-by');
  });

  test('knows who asks, also where that takes a while', async () => {
    const answer = await request(app).get('/api/things/7').set('authorization', 'late');
    expect(answer.body).toEqual({ id: '7', caller: 'late' });
    const refused = await request(app).get('/api/things/7').set('authorization', 'nobody');
    expect(refused.status).toBe(401);
  });

  test('takes a body, and may answer with a status and headers of its own', async () => {
    const answer = await request(app).put('/api/things/7').send({ a: 1 });
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({ a: 1 });
    expect(answer.headers['etag']).toBe('"1"');
  });

  test.each([
    ['not JSON', '{', 400],
    ['JSON but no object', '[]', 400],
    ['larger than the route allows', JSON.stringify('x'.repeat(20)), 413],
  ])('refuses a body that is %s', async (_what, body, status) => {
    const answer = await request(app)
      .put('/api/things/7')
      .set('content-type', 'application/json')
      .send(body);
    expect(answer.status).toBe(status);
  });

  test('of GET answers HEAD, with the same headers and no body', async () => {
    const got = await request(app).get('/api/things/7');
    const head = await request(app).head('/api/things/7');
    expect(head.status).toBe(200);
    expect(head.headers['content-length']).toBe(got.headers['content-length']);
    expect(head.text).toBe(undefined);
  });

  test('that throws is 500', async () => {
    const answer = await request(app).get('/api/things/bad');
    expect(answer.status).toBe(500);
    expect(answer.body).toMatchObject({ error: 'internal_error' });
  });
});

test('keys and tokens in an address reach no log, whatever becomes of the request', async () => {
  lines.length = 0;
  const query = 'apiKey=sdk_test_secret&token=secret';
  for (const path of ['/api/things/7', '/api/things/bad', '/api/open', '/api/other']) {
    await request(app).get(`${path}?${query}`);
  }
  await request(app).put(`/api/things/7?${query}`).send('{');
  expect(lines.join('')).toContain('broken');
  expect(lines.join('')).not.toContain('secret');
});

describe('without a route', () => {
  test('another method is 405 and says which would do', async () => {
    const answer = await request(app).delete('/api/things/7');
    expect(answer.status).toBe(405);
    expect(answer.headers['allow']).toBe('GET, HEAD, PUT, OPTIONS');
    expect(answer.body).toMatchObject({ error: 'method_not_allowed' });
  });

  test('another path is 404', async () => {
    const answer = await request(app).get('/api/other');
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ error: 'not_found' });
  });
});

describe('for pages of other origins', () => {
  test('a route says that they may read, errors included', async () => {
    for (const [authorization, status] of [
      ['somebody', 204],
      ['nobody', 401],
    ] as const) {
      const answer = await request(app).post('/api/open').set('authorization', authorization);
      expect(answer.status).toBe(status);
      expect(answer.headers['access-control-allow-origin']).toBe('*');
      expect(answer.headers['access-control-expose-headers']).toBe(
        'etag, retry-after, ratelimit-limit, ratelimit-remaining, ratelimit-reset',
      );
    }
    const wrongMethod = await request(app).get('/api/open');
    expect(wrongMethod.status).toBe(405);
    expect(wrongMethod.headers['access-control-allow-origin']).toBe('*');
  });

  test('a route says so beforehand, to whoever asks', async () => {
    const answer = await request(app).options('/api/open').set('authorization', 'nobody');
    expect(answer.status).toBe(204);
    expect(answer.headers).toMatchObject({
      allow: 'POST, OPTIONS',
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST, OPTIONS',
      'access-control-allow-headers':
        'authorization, content-type, x-sdk-key, x-api-key, x-releaseanchor-sdk, last-event-id, if-none-match, cache-control',
      'access-control-max-age': '3600',
    });
    expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
  });

  test('a route that is Halyard’s own says nothing of the kind', async () => {
    for (const answer of [
      await request(app).get('/api/things/7'),
      await request(app).options('/api/things/7'),
      await request(app).delete('/api/things/7'),
    ]) {
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    }
  });
});
