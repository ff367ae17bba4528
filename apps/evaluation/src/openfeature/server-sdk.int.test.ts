import { OFREPApi, toResolutionDetails } from '@openfeature/ofrep-core-2';
import { OFREPProvider } from '@openfeature/ofrep-provider';
import {
  OpenFeature,
  type Client,
  type EvaluationContext,
  type FlagValue,
} from '@openfeature/server-sdk';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';

import { createRecorder, startShop, type StartedShop } from './start-shop.ts';

const user = { targetingKey: 'user-123' };
const pro = { ...user, plan: 'pro' };
const recorder = createRecorder();

let shop: StartedShop;
let client: Client;

beforeAll(async () => {
  shop = await startShop(inject('postgresUrl'));
  client = await connect('shop', shop.key);
});

afterEach(() => recorder.check());

afterAll(async () => {
  await OpenFeature.close();
  await shop.close();
});

async function connect(domain: string, key: string): Promise<Client> {
  const headers = { authorization: `Bearer ${key}` };
  const options = { baseUrl: shop.url, headers, fetchImplementation: recorder.fetch };
  await OpenFeature.setProviderAndWait(domain, new OFREPProvider(options));
  return OpenFeature.getClient(domain);
}

describe('values', () => {
  test('of all types arrive, with reason, variant and what flag it was', async () => {
    const answer = { reason: 'STATIC', variant: 'on' };
    const flagMetadata = { flagId: expect.any(String), version: 1, scope: 'application' };
    expect(await client.getBooleanDetails('boolean-on', false, user)).toEqual({
      flagKey: 'boolean-on',
      value: true,
      ...answer,
      flagMetadata,
    });
    const text = await client.getStringDetails('string-on', 'red', user);
    expect(text).toMatchObject({ value: 'blue', ...answer });
    const number = await client.getNumberDetails('number-on', 0, user);
    expect(number).toMatchObject({ value: 42.5, ...answer });
    const json = await client.getObjectDetails('json-on', {}, user);
    expect(json).toMatchObject({ value: { theme: 'dark', sizes: [1, 2] }, ...answer });
  });

  test('a boolean that is off is false', async () => {
    const details = await client.getBooleanDetails('boolean-off', true, user);
    expect(details).toMatchObject({ value: false, reason: 'DISABLED', variant: 'off' });
    expect(details.errorCode).toBeUndefined();
  });

  // This client is older than the protocol’s answers without a value, and calls them errors.
  test('where a flag of another type is off, the code’s default applies', async () => {
    expect(await client.getStringValue('string-off', 'red', user)).toBe('red');
    expect(await client.getNumberValue('number-off', 7, user)).toBe(7);
    expect(await client.getObjectValue('json-off', { theme: 'light' }, user)).toEqual({
      theme: 'light',
    });
  });
});

test.each([
  ['gated', pro, { value: true, reason: 'TARGETING_MATCH', variant: 'on' }],
  ['gated', user, { value: false, reason: 'DISABLED', variant: 'off' }],
  ['rolled', user, { value: true, reason: 'SPLIT', variant: 'on' }],
])('%s for %j', async (flagKey, context, expected) => {
  const details = await client.getBooleanDetails(flagKey, false, context);
  expect(details).toMatchObject(expected);
  expect(details.errorCode).toBeUndefined();
});

test('a rule’s variation is served with its value', async () => {
  const details = await client.getStringDetails('ruled', '', pro);
  expect(details).toMatchObject({ value: 'Gold!', reason: 'TARGETING_MATCH', variant: 'gold' });
});

test('a split serves each user one variation, and all of them someone', async () => {
  const seen = new Set<string>();
  for (let index = 0; index < 20; index++) {
    const details = await client.getStringDetails('halved', '', { targetingKey: `user-${index}` });
    expect(details).toMatchObject({ reason: 'SPLIT', value: `Variation ${details.variant}` });
    seen.add(details.value);
  }
  expect([...seen].toSorted()).toEqual(['Variation a', 'Variation b']);
});

describe('the newer protocol library', () => {
  async function ask(flagKey: string, byDefault: FlagValue) {
    const headers: [string, string][] = [['authorization', `Bearer ${shop.key}`]];
    const api = new OFREPApi({ baseUrl: shop.url, headers }, recorder.fetch);
    const { value } = await api.postEvaluateFlag(flagKey, { context: user });
    if ('errorCode' in value) throw new Error(value.errorCode);
    return toResolutionDetails(value, byDefault);
  }

  test.each([
    ['boolean', true, true, false],
    ['string', 'red', 'blue', 'red'],
    ['number', 7, 42.5, 7],
    ['json', { theme: 'light' }, { theme: 'dark', sizes: [1, 2] }, { theme: 'light' }],
  ])(
    'reads a %s that is on, and one that is off without an error',
    async (type, byDefault, on, off) => {
      const read = await Promise.all([ask(`${type}-on`, byDefault), ask(`${type}-off`, byDefault)]);
      expect(read).toMatchObject([
        { value: on, reason: 'STATIC', variant: 'on' },
        { value: off, reason: 'DISABLED', variant: 'off' },
      ]);
      expect(read.map(({ errorCode }) => errorCode)).toEqual([undefined, undefined]);
    },
  );
});

describe('errors', () => {
  const context = (given: object) => given as EvaluationContext;

  test.each([
    ['unknown flag', 'nope', user, 'FLAG_NOT_FOUND'],
    ['flag of another organization', 'foreign', user, 'FLAG_NOT_FOUND'],
    ['percentage without a targeting key', 'rolled', {}, 'TARGETING_KEY_MISSING'],
    ['targeting key that is no text', 'boolean-on', { targetingKey: 5 }, 'INVALID_CONTEXT'],
    ['flag of another type', 'string-on', user, 'TYPE_MISMATCH'],
    ['flag that cannot be evaluated', 'broken', user, 'GENERAL'],
  ])('%s: the default, and why', async (_what, flagKey, given, errorCode) => {
    const details = await client.getBooleanDetails(flagKey, true, context(given));
    expect(details).toMatchObject({ value: true, reason: 'ERROR', errorCode });
  });

  test('a wrong key is told from a fault of the flag', async () => {
    const stranger = await connect('stranger', `${shop.key}x`);
    recorder.statuses.length = 0;
    const details = await stranger.getBooleanDetails('boolean-on', false, user);
    expect(details).toMatchObject({ value: false, reason: 'ERROR', errorCode: 'GENERAL' });
    expect(recorder.statuses).toEqual([401]);
  });
});
