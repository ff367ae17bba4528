import { AppError, EvaluateFlagRequest, OfrepRequest, V1EvaluateRequest } from '@halyard/contracts';
import type { RouteRequest } from '@halyard/http';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';

import type { Caller } from '../access/caller.ts';
import { createKeyRecord } from '../testing/key-record.ts';
import type { Asked } from './asked.ts';
import { createCompleteAsked } from './complete-asked.ts';
import { createReadAsked } from './read-asked.ts';
import { createReadOfrep } from './read-ofrep.ts';
import { createReadV1 } from './read-v1.ts';

const key = createKeyRecord();

const complete = createCompleteAsked({
  replica: { find: () => undefined },
  geoIp: undefined,
  clientAddress: () => '192.0.2.1',
  now: () => 0,
});

const requestOf = (body: object, caller: Caller = key): RouteRequest<Caller> =>
  ({ caller, params: [], body, req: { url: '/', headers: {} } }) as unknown as RouteRequest<Caller>;

/** Bodies that are nearly right. */
const field = fc.oneof(fc.constantFrom('', 'x', null, 5, true, [], {}), fc.jsonValue());
const named = (...names: string[]) =>
  fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), field);
const bodies = (...names: string[]) =>
  fc
    .tuple(named(...names), fc.oneof(named('environment', 'user_id', 'targetingKey'), field))
    .chain(([body, context]) => fc.constantFrom(body, { ...body, context }));

/** The fields that a reading refuses; none where it takes the body. */
function refusedBy(read: (request: RouteRequest<Caller>) => unknown, body: object): string[] {
  try {
    read(requestOf(body));
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'invalid_request' });
    return (error as AppError).details!.map(({ field: name }) => name);
  }
}

const refusedBySchema = (schema: z.ZodType, body: object): string[] =>
  (schema.safeParse(body).error?.issues ?? []).map(({ path }) => path.join('.'));

describe('what is read by hand is refused exactly where its schema refuses it', () => {
  test.each([
    [
      'POST /api/flags/:key/evaluate',
      EvaluateFlagRequest,
      createReadAsked(complete),
      ['environment', 'explain', 'user_id'],
    ],
    [
      'POST /v1/evaluate',
      V1EvaluateRequest,
      createReadV1(complete),
      ['flagKey', 'userIdentifier', 'environment', 'attributes', 'sdk'],
    ],
  ] as const)('%s', (_path, schema, read, names) => {
    fc.assert(
      fc.property(bodies(...names), (body) => {
        const refused = refusedBy(read, body);
        const expected = refusedBySchema(schema, body);
        expect(refused.length > 0).toBe(expected.length > 0);
        // By hand it stops at the first.
        expect(expected).toEqual(expect.arrayContaining(refused));
      }),
      { numRuns: 5_000 },
    );
  });

  test('OFREP', () => {
    const read = createReadOfrep(complete);
    const isRead = (body: object): boolean => !('invalid' in read(requestOf(body)));
    fc.assert(
      fc.property(bodies('environment', 'targetingKey'), (body) => {
        // A context of null is none; an environment is no part of the protocol.
        const { context = {} } = body as { context?: { environment?: unknown } };
        fc.pre(context !== null && typeof (context.environment ?? '') === 'string');
        expect(isRead(body)).toBe(OfrepRequest.safeParse(body).success);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('OpenFeature’s context', () => {
  const read = (context: object) => createReadOfrep(complete)(requestOf({ context })) as Asked;

  test('becomes ours: the targeting key identifies, what we do not know is an attribute', () => {
    const given = { targetingKey: 'u', language: 'de', plan: 'pro', nested: { a: 1 } };
    expect(read(given).context).toEqual({
      user_id: 'u',
      language: 'de',
      attributes: { plan: 'pro', nested: { a: 1 } },
    });
  });

  test('keeps every name, those of Object included', () => {
    const context = JSON.parse('{"__proto__":"p","constructor":"c"}') as object;
    const attributes = read(context).context.attributes as object;
    expect(Object.entries(attributes)).toEqual([
      ['__proto__', 'p'],
      ['constructor', 'c'],
    ]);
  });
});

test('the request’s environment is not even looked at where the key is bound', () => {
  const bound: Caller = { ...key, environment: 'staging' };
  const body = { environment: 5, context: { environment: [] } };
  expect(createReadAsked(complete)(requestOf(body, bound)).environment).toBe('staging');
});

describe('where a context says no place', () => {
  const located = createCompleteAsked({
    replica: { find: () => undefined },
    geoIp: {
      find: (address) =>
        typeof address === 'string' ? { country: 'DE', city: address } : undefined,
    },
    clientAddress: () => '192.0.2.1',
    now: () => 0,
  });
  const placeOf = (context: object, kind: 'sdk' | 'server') =>
    createReadAsked(located)(requestOf({ context }, { ...key, kind })).context.geolocation;

  test('a public key’s is its peer’s', () => {
    expect(placeOf({ ip_address: '198.51.100.1' }, 'sdk')).toEqual({
      country: 'DE',
      city: '192.0.2.1',
    });
  });

  test('a server key’s is that of the address it names', () => {
    expect(placeOf({ ip_address: '198.51.100.1' }, 'server')).toEqual({
      country: 'DE',
      city: '198.51.100.1',
    });
    expect(placeOf({}, 'server')).toBe(undefined);
  });

  test('and what it says is left as it is', () => {
    expect(placeOf({ geolocation: { country: 'FR' } }, 'sdk')).toEqual({ country: 'FR' });
  });
});
