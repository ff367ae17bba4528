import { beforeAll, describe, expect, test } from 'vitest';

import { createMember } from '../testing/member.ts';
import { send } from '../testing/send.ts';
import { onInProduction, useWire } from '../testing/use-wire.ts';

const wire = useWire({
  verifyToken: () => Promise.resolve(createMember(wire.shop.organizationId)),
});
const path = '/api/flags/checkout/evaluate';
let urlOfLenientNode = '';

beforeAll(async () => {
  await wire.createFlag('checkout', onInProduction());
  await wire.settle();
  urlOfLenientNode = (await wire.startNode({ allowsKeyInQuery: true })).url;
});

describe('headers', () => {
  const unknown = 'sdk_test_unknown';

  test.each([
    'X-SDK-Key',
    'X-API-Key',
    'x-api-key',
    'Authorization: Bearer',
    'Authorization: ApiKey',
    'authorization: bearer',
    'AUTHORIZATION: BEARER',
    'Authorization: apikey',
    'Authorization: APIKEY',
    'Authorization: aPiKeY',
  ])('%s carries keys of both kinds, on both APIs', async (header) => {
    const [name = '', scheme] = header.split(': ');
    for (const key of Object.values(wire.keys)) {
      const headers = { [name]: scheme === undefined ? key : `${scheme} ${key}` };
      expect(await wire.send({ path, headers })).toMatchObject({ status: 200 });
      const body = '{"flagKey":"checkout","userIdentifier":"u"}';
      const v1 = await wire.send({ path: '/v1/evaluate', headers, body });
      expect(v1).toMatchObject({ status: 200, json: { value: true } });
    }
  });

  test.each([
    ['X-SDK-Key', 'X-API-Key', 'Authorization'],
    ['X-SDK-Key', 'Authorization', 'X-API-Key'],
    ['X-API-Key', 'Authorization'],
  ])('%s counts before all others', async (first, ...others) => {
    const carry = (name: string, key: string) => ({
      [name]: name === 'Authorization' ? `Bearer ${key}` : key,
    });
    const both = (one: string, other: string) =>
      Object.assign({}, ...others.map((name) => carry(name, other)), carry(first, one));
    const sdk = wire.keys.sdk;
    expect(await wire.send({ path, headers: both(sdk, unknown) })).toMatchObject({ status: 200 });
    expect(await wire.send({ path, headers: both(unknown, sdk) })).toMatchObject({ status: 401 });
  });

  test('that are empty count as left out', async () => {
    const headers = { 'X-SDK-Key': '', 'X-API-Key': '', Authorization: `Bearer ${wire.keys.sdk}` };
    expect(await wire.send({ path, headers })).toMatchObject({ status: 200 });
  });

  test.each([
    ['Authorization', () => wire.keys.sdk],
    ['Authorization', () => `Basic ${wire.keys.sdk}`],
    ['Authorization', () => 'Bearer'],
    ['X-SDK-Key', () => ''],
    ['X-SDK-Key', () => unknown],
    ['X-Api-Token', () => wire.keys.sdk],
    ['Cookie', () => `key=${wire.keys.sdk}`],
  ])('%s that carries no key of ours is 401', async (name, value) => {
    const answer = await wire.send({ path, headers: { [name]: value() } });
    expect(answer).toMatchObject({ status: 401, json: { error: 'unauthorized' } });
  });
});

describe('a key in the address', () => {
  const ask = (url: string, key: string, headers: Record<string, string> = {}) =>
    send(url, { path: `${path}?apiKey=${key}`, headers });

  test('is not looked at unless that is allowed', async () => {
    expect(await ask(wire.node.url, wire.keys.sdk)).toMatchObject({ status: 401 });
    expect(await ask(urlOfLenientNode, wire.keys.sdk)).toMatchObject({ status: 200 });
  });

  test('counts after the headers', async () => {
    const headers = { 'X-SDK-Key': 'sdk_test_unknown' };
    expect(await ask(urlOfLenientNode, wire.keys.sdk, headers)).toMatchObject({ status: 401 });
    const valid = { 'X-SDK-Key': wire.keys.sdk };
    expect(await ask(urlOfLenientNode, 'sdk_test_unknown', valid)).toMatchObject({ status: 200 });
  });

  test('is never an access token', async () => {
    expect(await ask(urlOfLenientNode, 'eyJhbGciOiJFUzI1NiJ9.e30.x')).toMatchObject({
      status: 401,
    });
  });
});

describe('explain', () => {
  const explain = async (key: string, explained: unknown = true) => {
    const context = { user_id: 'u', application_id: wire.shop.applicationId };
    const one = await wire.post(path, { context, explain: explained }, key);
    const body = { context, explain: explained, keys: ['checkout'] };
    const many = await wire.post('/api/flags/evaluate', body, key);
    expect(one.status).toBe(200);
    expect(many.json.flags.checkout).toEqual(one.json);
    return one.json.trace as object[] | undefined;
  };

  test('gives server keys and members the trace', async () => {
    for (const key of [wire.keys.server, 'eyJhbGciOiJFUzI1NiJ9.e30.x']) {
      const trace = await explain(key);
      expect(trace).toContainEqual(expect.objectContaining({ kind: expect.any(String) }));
    }
  });

  test('is ignored for public keys, and where it is not true', async () => {
    expect(await explain(wire.keys.sdk)).toBeUndefined();
    for (const explained of [false, 'true', 1, null]) {
      expect(await explain(wire.keys.server, explained)).toBeUndefined();
    }
  });
});
