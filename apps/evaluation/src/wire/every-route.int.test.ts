import { evaluationRoutes, type Route } from '@halyard/contracts';
import { createSegment } from '@halyard/domain';
import { beforeAll, describe, expect, test } from 'vitest';

import { onInProduction, useWire } from '../testing/use-wire.ts';

const wire = useWire();
const kib = 1024;

/** The contract's table: what each address takes, and how long a body. */
const contract: [method: string, path: string, maxBytes?: number][] = [
  ['POST', '/api/flags/:key/evaluate', 64 * kib],
  ['POST', '/api/evaluate/:key', 64 * kib],
  ['POST', '/v1/flags/:key/evaluate', 64 * kib],
  ['POST', '/api/flags/evaluate', 1024 * kib],
  ['POST', '/v1/evaluate', 64 * kib],
  ['POST', '/v1/evaluate/bulk', 1024 * kib],
  ['GET', '/v1/flags'],
  ['POST', '/v1/flags/:key/variation', 64 * kib],
  ['GET', '/api/sdk/flags'],
  ['GET', '/api/sdk/enterprise-flags'],
  ['GET', '/api/sdk/snapshot'],
  ['POST', '/api/segments/:segment_id/evaluate', 64 * kib],
  ['POST', '/ofrep/v1/evaluate/flags/:key', 64 * kib],
  ['POST', '/ofrep/v1/evaluate/flags', 1024 * kib],
];

beforeAll(async () => {
  await wire.createFlag('checkout', onInProduction());
  const segment = { key: 'checkout', fields: { name: 'Checkout' } };
  await createSegment(wire.ctx, { ...wire.shop, ...segment });
  await wire.settle();
});

const at = (path: string): string => path.replace(/:\w+/, 'checkout');

/** A body that every route takes. */
const body = { flagKey: 'checkout', userIdentifier: 'u', userIdentifiers: ['u'] };

const exposed = 'etag, retry-after, ratelimit-limit, ratelimit-remaining, ratelimit-reset';
const allowedHeaders =
  'authorization, content-type, x-sdk-key, x-api-key, x-releaseanchor-sdk, last-event-id, if-none-match, cache-control';

/** What is expected of an error's body, in the shape of its path; details are of `/api` alone. */
function errorOf(path: string, code: string, status: number): object {
  if (path.startsWith('/v1/evaluate')) return { status };
  if (path.startsWith('/ofrep/')) {
    return { errorCode: code === 'invalid_request' ? 'PARSE_ERROR' : 'GENERAL' };
  }
  return { error: code, request_id: expect.stringMatching(/^[\da-f-]{36}$/) };
}

test('the routes are the contract’s', () => {
  const routes = evaluationRoutes.map(({ method, path, ...more }: Route) =>
    more.body ? [method, path, more.body.maxBytes] : [method, path],
  );
  expect(routes).toEqual(contract);
});

describe.each(contract)('%s %s', (method, template, maxBytes) => {
  const path = at(template);
  const ask = (key = wire.keys.server) =>
    wire.send({
      method,
      path,
      headers: { 'X-API-Key': key, Origin: 'https://shop.example' },
      ...(maxBytes !== undefined && { body: JSON.stringify(body) }),
    });
  const refused = (code: string, status: number) => ({
    status,
    headers: { 'access-control-allow-origin': '*', 'access-control-expose-headers': exposed },
    json: errorOf(path, code, status),
  });

  test('answers any page of any origin, without credentials', async () => {
    const { status, headers } = await ask();
    expect(status).toBe(200);
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['access-control-expose-headers']).toBe(exposed);
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
  });

  test('tells browsers beforehand what it takes, whoever asks', async () => {
    const headers = { Origin: 'https://shop.example', 'Access-Control-Request-Method': method };
    const answer = await wire.send({ method: 'OPTIONS', path, headers });
    expect(answer).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': '*',
        'access-control-allow-headers': allowedHeaders,
        'access-control-max-age': '3600',
      },
    });
    const methods = method === 'GET' ? 'GET, HEAD, OPTIONS' : `${method}, OPTIONS`;
    expect(answer.headers['access-control-allow-methods']).toBe(methods);
    expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
  });

  test.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])(
    '%s is 405 with Allow, unless that is what it takes',
    async (other) => {
      const isTaken = other === method || (method === 'GET' && other === 'HEAD');
      const headers = { 'X-API-Key': wire.keys.server };
      const answer = await wire.send({ method: other, path, headers });
      expect(answer.status === 405).toBe(!isTaken);
      if (isTaken) return;
      expect(answer.headers.allow?.split(', ')).toContain(method);
      expect(answer.headers['access-control-allow-origin']).toBe('*');
      if (other !== 'HEAD')
        expect(answer.json).toMatchObject(errorOf(path, 'method_not_allowed', 405));
    },
  );

  test('is 401 without a key and with an unknown one', async () => {
    expect(await ask('')).toMatchObject(refused('unauthorized', 401));
    expect(await ask('srv_test_x')).toMatchObject(refused('unauthorized', 401));
  });
});

describe.each(contract.filter(([method]) => method === 'GET'))(
  'HEAD for %s %s',
  (_method, path) => {
    test.each([
      ['200', {}, 200],
      ['304', { 'If-None-Match': '*' }, 304],
      ['401', { 'X-API-Key': '' }, 401],
    ])('has the headers of %s and no body', async (_what, more, status) => {
      const headers = { 'X-API-Key': wire.keys.server, ...more };
      const { date: _date, ...ofGet } = (await wire.send({ method: 'GET', path, headers })).headers;
      const head = await wire.send({ method: 'HEAD', path, headers });
      const { date: _later, ...ofHead } = head.headers;
      expect(head).toMatchObject({ status, text: '' });
      // An error's `request_id` is new each time, and as long.
      expect(ofHead).toEqual(ofGet);
    });
  },
);

describe.each(
  contract.flatMap(([, path, maxBytes]) => (maxBytes === undefined ? [] : [{ path, maxBytes }])),
)('a body for $path', ({ path: template, maxBytes }) => {
  const path = at(template);
  const ask = (sent: string) =>
    wire.send({ path, headers: { 'X-API-Key': wire.keys.server }, body: sent });
  const ofBytes = (bytes: number): string => {
    const start = JSON.stringify({ ...body, padding: '' });
    return start.replace(/"\}$/, `${'x'.repeat(bytes - start.length)}"}`);
  };

  test('may be as long as the contract says, and no longer', async () => {
    expect(await ask(ofBytes(maxBytes))).toMatchObject({ status: 200 });
    const tooLong = await ask(ofBytes(maxBytes + 1));
    expect(tooLong.status).toBe(413);
    expect(tooLong.json).toMatchObject(errorOf(path, 'payload_too_large', 413));
  });

  test.each(['{', '[]', 'null', '"text"', '{"a":1}}'])('of %s is 400', async (sent) => {
    const { status, json } = await ask(sent);
    expect(status).toBe(400);
    expect(json).toMatchObject(errorOf(path, 'invalid_request', 400));
  });
});

test.each([
  '/api/flags/checkout',
  '/api/flags/checkout/evaluate/',
  '/v1/evaluate/checkout',
  '/v1/flags/checkout',
  '/v1/stream',
  '/ofrep/v1/evaluate',
  '/API/flags/checkout/evaluate',
  '/api/flags/%E0%A4%A/evaluate',
])(
  'there is nothing at %s: 404 in the shape of its path, before any look at keys',
  async (path) => {
    const answer = await wire.send({ path, headers: {} });
    expect(answer).toMatchObject({ status: 404, json: errorOf(path, 'not_found', 404) });
  },
);
