import { toggleFlag } from '@halyard/domain';
import { OFREPWebProvider } from '@openfeature/ofrep-web-provider';
import {
  OpenFeature,
  ProviderEvents,
  type Client,
  type EvaluationContext,
  type Provider,
} from '@openfeature/web-sdk';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';

import { shopFlags } from './shop-flags.ts';
import { createRecorder, startShop, type StartedShop } from './start-shop.ts';

const user = { targetingKey: 'user-123' };
const pro = { ...user, plan: 'pro' };

let shop: StartedShop;
let recorder: ReturnType<typeof createRecorder>;
let provider: OFREPWebProvider;

beforeAll(async () => {
  shop = await startShop(inject('postgresUrl'));
});

afterEach(async () => {
  await OpenFeature.close();
  recorder.check();
});

afterAll(() => shop.close());

interface Connecting {
  context?: EvaluationContext;
  key?: string;
  pollInterval?: number;
}

/** What a page does when it starts. */
async function connect({ context = user, key = shop.key, ...options }: Connecting = {}) {
  recorder = createRecorder();
  provider = new OFREPWebProvider({
    baseUrl: shop.url,
    headers: [['authorization', `Bearer ${key}`]],
    fetchImplementation: recorder.fetch,
    cacheMode: 'disabled',
    ...options,
  });
  await OpenFeature.setContext(context);
  await OpenFeature.setProviderAndWait(provider as Provider);
  return OpenFeature.getClient();
}

const countOf = (status: number): number =>
  recorder.statuses.filter((one) => one === status).length;

describe('one request for all flags', () => {
  let client: Client;

  async function ask(context: EvaluationContext): Promise<void> {
    client = await connect({ context });
    expect(recorder.statuses).toEqual([200]);
  }

  test('gives values of all types, with reason, variant and what flag it was', async () => {
    await ask(user);
    const answer = { reason: 'STATIC', variant: 'on' };
    expect(client.getBooleanDetails('boolean-on', false)).toEqual({
      flagKey: 'boolean-on',
      value: true,
      ...answer,
      flagMetadata: { flagId: expect.any(String), version: 1, scope: 'application' },
    });
    const text = client.getStringDetails('string-on', 'red');
    expect(text).toMatchObject({ value: 'blue', ...answer });
    const number = client.getNumberDetails('number-on', 0);
    expect(number).toMatchObject({ value: 42.5, ...answer });
    const json = client.getObjectDetails('json-on', {});
    expect(json).toMatchObject({ value: { theme: 'dark', sizes: [1, 2] }, ...answer });
  });

  test('leaves values out where a flag is off: the code’s default applies, and is no error', async () => {
    await ask(user);
    const off = { reason: 'DISABLED', variant: 'off' };
    const details = [
      client.getBooleanDetails('boolean-off', true),
      client.getStringDetails('string-off', 'red'),
      client.getNumberDetails('number-off', 7),
      client.getObjectDetails('json-off', { theme: 'light' }),
    ];
    expect(details).toMatchObject(
      [false, 'red', 7, { theme: 'light' }].map((value) => ({ value, ...off })),
    );
    expect(details.map(({ errorCode }) => errorCode)).toEqual(Array(4).fill(undefined));
  });

  test('tells why', async () => {
    await ask(pro);
    const rolled = client.getBooleanDetails('rolled', false);
    expect(rolled).toMatchObject({ value: true, reason: 'SPLIT', variant: 'on' });
    const gated = client.getBooleanDetails('gated', false);
    expect(gated).toMatchObject({ value: true, reason: 'TARGETING_MATCH', variant: 'on' });
    const ruled = client.getStringDetails('ruled', '');
    expect(ruled).toMatchObject({ value: 'Gold!', reason: 'TARGETING_MATCH', variant: 'gold' });
    const halved = client.getStringDetails('halved', '');
    expect(halved).toMatchObject({ reason: 'SPLIT', value: `Variation ${halved.variant}` });
  });

  test('has the application’s flags and no others', async () => {
    await ask(user);
    expect(Object.keys(provider.flagCache).toSorted()).toEqual(Object.keys(shopFlags).toSorted());
  });

  test.each([
    ['unknown flag', 'nope', user, 'FLAG_NOT_FOUND'],
    ['flag of another organization', 'foreign', user, 'FLAG_NOT_FOUND'],
    ['percentage without a targeting key', 'rolled', {}, 'TARGETING_KEY_MISSING'],
    ['flag of another type', 'string-on', user, 'TYPE_MISMATCH'],
    ['flag that cannot be evaluated', 'broken', user, 'GENERAL'],
  ])('%s: the default, and why, while others are answered', async (_what, flagKey, given, code) => {
    await ask(given);
    const details = client.getBooleanDetails(flagKey, true);
    expect(details).toMatchObject({ value: true, reason: 'ERROR', errorCode: code });
    expect(client.getBooleanValue('boolean-on', false)).toBe(true);
  });
});

describe('a client that is refused says so at its start:', () => {
  test('a wrong key is fatal', async () => {
    await expect(connect({ key: `${shop.key}x` })).rejects.toThrow('Initialization failed');
    expect(recorder.statuses).toEqual([401]);
    const details = OpenFeature.getClient().getBooleanDetails('boolean-on', false);
    expect(details).toMatchObject({ value: false, errorCode: 'PROVIDER_FATAL' });
  });

  test('a targeting key that is no text', async () => {
    const context = { targetingKey: 5 } as unknown as EvaluationContext;
    await expect(connect({ context })).rejects.toThrow('400');
    expect(recorder.statuses).toEqual([400]);
  });
});

test('polling gets 304 until a flag changes, then the new value once, then 304 again', async () => {
  const client = await connect({ pollInterval: 20 });
  const changed: unknown[] = [];
  client.addHandler(ProviderEvents.ConfigurationChanged, (event) => {
    changed.push(event?.flagsChanged);
  });
  await expect.poll(() => countOf(304)).toBeGreaterThan(2);
  expect(recorder.statuses.slice(1).every((status) => status === 304)).toBe(true);

  const { ctx, organizationId } = shop;
  const { flagId } = client.getBooleanDetails('toggled', false).flagMetadata as {
    flagId: string;
  };
  const flag = { organizationId, flagId };
  await toggleFlag(ctx, { ...flag, environment: 'production', enabled: false });
  await expect.poll(() => client.getBooleanValue('toggled', true)).toBe(false);
  const before = countOf(304);
  await expect.poll(() => countOf(304)).toBeGreaterThan(before + 2);
  expect(countOf(200)).toBe(2);
  expect(changed).toEqual([['toggled']]);
});

describe('a context that changes', () => {
  test('is asked for again, and gets its own answers', async () => {
    const client = await connect();
    expect(client.getBooleanValue('gated', true)).toBe(false);
    await OpenFeature.setContext({ targetingKey: 'user-456', plan: 'pro' });
    expect(client.getBooleanValue('gated', false)).toBe(true);
    expect(recorder.statuses).toEqual([200, 200]);
  });

  test('of the same user is never answered by what it was before', async () => {
    const client = await connect();
    await OpenFeature.setContext(pro);
    expect(client.getBooleanValue('gated', false)).toBe(true);
    await OpenFeature.setContext({ ...pro, colour: 'red' });
    expect(client.getBooleanValue('gated', false)).toBe(true);
    await OpenFeature.setContext(user);
    expect(client.getBooleanValue('gated', true)).toBe(false);
    expect(recorder.statuses).toEqual([200, 200, 304, 200]);
  });
});
