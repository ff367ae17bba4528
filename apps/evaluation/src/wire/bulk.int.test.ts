import { beforeAll, describe, expect, test } from 'vitest';

import { onInProduction, useWire } from '../testing/use-wire.ts';

let onCount: (client: string | undefined) => unknown = () => undefined;
const wire = useWire({
  counts: {
    count: (_key, _decision, _environment, _hasId, _place, _language, client) =>
      void onCount(client),
  },
});

const path = '/api/flags/evaluate';
const v1Path = '/v1/evaluate/bulk';
const numbered = (count: number): string[] => Array.from({ length: count }, (_, n) => `user-${n}`);

beforeAll(async () => {
  await wire.createFlag('a', { description: 'First.', ...onInProduction() });
  await wire.createFlag('b', { environments: {} });
  await wire.createFlag('__proto__', onInProduction());
  await wire.createFlag('shared', onInProduction(), { applicationId: null });
  await wire.settle();
});

describe(`POST ${path}`, () => {
  const context = { user_id: 'u' };

  test('answers of each flag what it answers of one', async () => {
    const keys = ['a', 'shared', 'b'];
    const { status, json } = await wire.post(path, { context, keys });
    expect(status).toBe(200);
    expect(Object.keys(json)).toEqual(['flags', 'count', 'timestamp', 'not_found']);
    expect(json).toMatchObject({ count: 3, timestamp: 1_700_000_000, not_found: [] });
    for (const key of keys) {
      const one = await wire.post(`/api/flags/${key}/evaluate`, { context });
      expect(json.flags[key]).toEqual(one.json);
    }
  });

  test.each([
    ['left out', undefined],
    ['null', null],
  ])('evaluates all flags where keys are %s', async (_what, keys) => {
    const { json } = await wire.post(path, { context, keys });
    expect(Object.keys(json.flags)).toEqual(['__proto__', 'a', 'b', 'shared']);
    expect(json).toMatchObject({ count: 4, not_found: [] });
  });

  test('evaluates none where there are no keys', async () => {
    const { json } = await wire.post(path, { context, keys: [] });
    expect(json).toMatchObject({ flags: {}, count: 0, not_found: [] });
  });

  test('names what is not found, and collapses what is asked twice', async () => {
    const keys = ['a', 'nope', 'a', 'constructor', 'nope', 'toString'];
    const { json } = await wire.post(path, { context, keys });
    expect(Object.keys(json.flags)).toEqual(['a']);
    expect(json).toMatchObject({ count: 1, not_found: ['nope', 'constructor', 'toString'] });
  });

  test('keeps a flag whose key is __proto__', async () => {
    const { json, text } = await wire.post(path, { context, keys: ['__proto__', 'a'] });
    expect(text).toMatch(/^\{"flags":\{"__proto__":\{"key":"__proto__","enabled":true,/);
    expect(Object.keys(json.flags)).toEqual(['__proto__', 'a']);
    const one = await wire.post('/api/flags/__proto__/evaluate', { context });
    expect(one.json).toMatchObject({ key: '__proto__', enabled: true });
  });

  test('takes 500 keys', async () => {
    const { json } = await wire.post(path, { context, keys: numbered(500) });
    expect(json.not_found).toHaveLength(500);
  });

  test.each([
    ['501 keys', numbered(501), 'keys'],
    ['keys that are no list', 'a', 'keys'],
    ['a key that is no text', ['a', 5], 'keys.1'],
  ])('refuses %s with 400 and the field', async (_what, keys, field) => {
    const { status, json } = await wire.post(path, { context, keys });
    expect(status).toBe(400);
    expect(json).toMatchObject({ error: 'invalid_request', details: [{ field }] });
  });

  test('takes 1 MiB, sixteen times what one evaluation takes', async () => {
    const attributes = { padding: 'x'.repeat(1024 * 1024 - 1_000) };
    expect(await wire.post(path, { context: { attributes } })).toMatchObject({ status: 200 });
  });
});

describe(`POST ${v1Path}`, () => {
  const ask = (userIdentifiers: unknown, more: object = {}) =>
    wire.post(v1Path, { flagKey: 'a', userIdentifiers, ...more });
  const on = '{"value":true,"matchedRuleType":null,"error":null}';

  test('answers nobody with an empty map', async () => {
    expect(await ask([])).toMatchObject({ status: 200, text: '{}' });
  });

  test('answers who comes twice once, in the order of their first coming', async () => {
    expect((await ask(['z', 'a', 'z', 'a'])).text).toBe(`{"z":${on},"a":${on}}`);
  });

  test('keeps identifiers that objects have as properties', async () => {
    const names = ['__proto__', 'constructor', 'toString', '1', 'ü"\\'];
    const { text } = await ask(names);
    expect(text).toBe(`{${names.map((name) => `${JSON.stringify(name)}:${on}`).join(',')}}`);
  });

  test.each([
    ['b', 'FLAG_DISABLED'],
    ['nope', 'FLAG_NOT_FOUND'],
  ])('answers each with the error of %s: %s', async (flagKey, type) => {
    const { status, json } = await ask(['u', 'v'], { flagKey });
    expect(status).toBe(200);
    const failed = { value: false, matchedRuleType: null, error: { type } };
    expect(json).toMatchObject({ u: failed, v: failed });
  });

  test('answers as one evaluation does, with the environment and everything', async () => {
    const one = await wire.post('/v1/evaluate', { flagKey: 'a', userIdentifier: 'u' });
    expect((await ask(['u'])).text).toBe(`{"u":${one.text}}`);
  });

  test('refuses 10 001 identifiers', async () => {
    const { status, json } = await ask(numbered(10_001));
    expect(status).toBe(400);
    const message = 'userIdentifiers must be at most 10000 identifiers';
    expect(json).toEqual({ status: 400, error: 'Bad Request', message });
  });

  test.each([
    ['no list', 'u'],
    ['nothing', undefined],
    ['an empty identifier', ['u', '']],
    ['a number', [5]],
    ['null', [null]],
  ])('refuses %s in the v1 error shape', async (_what, userIdentifiers) => {
    const { status, json } = await ask(userIdentifiers);
    expect(status).toBe(400);
    expect(json).toMatchObject({ status: 400, error: 'Bad Request' });
  });

  test('answers 10 000, and other requests while they are evaluated', async () => {
    let evaluated = 0;
    let evaluatedBefore = 0;
    const one = new Promise<void>((resolve) => {
      onCount = () => {
        evaluated += 1;
        if (evaluated > 1) return;
        const asked = wire.post('/v1/evaluate', { flagKey: 'a', userIdentifier: 'u' });
        resolve(asked.then(() => void (evaluatedBefore = evaluated)));
      };
    });
    const { json } = await ask(numbered(10_000));
    await one;
    expect(Object.keys(json)).toHaveLength(10_000);
    expect(evaluated).toBe(10_001);
    expect(evaluatedBefore).toBeLessThan(10_000);
  });

  test.each([
    ['the body', {}, { sdk: 'mailing/1' }, 'mailing/1'],
    ['a header', { 'x-releaseanchor-sdk': 'js/2' }, {}, 'js/2'],
    ['the body before the header', { 'X-ReleaseAnchor-SDK': 'js/2' }, { sdk: 'm' }, 'm'],
    ['nothing', {}, {}, undefined],
  ])('and POST /v1/evaluate record the client that %s names', async (_what, more, sdk, client) => {
    const headers = { 'X-SDK-Key': wire.keys.sdk, ...more };
    const body = JSON.stringify({
      flagKey: 'a',
      userIdentifier: 'u',
      userIdentifiers: ['u'],
      ...sdk,
    });
    const clients: unknown[] = [];
    onCount = (given) => clients.push(given);
    await wire.send({ path: v1Path, headers, body });
    await wire.send({ path: '/v1/evaluate', headers, body });
    expect(clients).toEqual([client, client]);
  });
});
