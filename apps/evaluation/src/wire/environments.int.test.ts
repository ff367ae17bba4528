import type { Answer } from '@halyard/http/testing';
import { beforeAll, describe, expect, test } from 'vitest';

import { useWire } from '../testing/use-wire.ts';

const wire = useWire();
const names = ['development', 'staging', 'production'];
const bound = { development: '', staging: '', production: '' };

beforeAll(async () => {
  for (const name of names) {
    await wire.createFlag(`in-${name}`, { environments: { [name]: { enabled: true } } });
  }
  for (const name of names) {
    const environment = name as keyof typeof bound;
    bound[environment] = await wire.createKey({ environment, kind: 'server' });
  }
  await wire.settle();
});

/** Asks for flags in an environment that the request names, or not; gives those that are on. */
type Ask = (environment: string | undefined, key: string) => Promise<string[]>;

const flagKeys = names.map((name) => `in-${name}`);

/** By one request a flag. */
const byFlag =
  (
    isOn: (flagKey: string, environment: string | undefined, key: string) => Promise<boolean>,
  ): Ask =>
  async (environment, key) => {
    const on: string[] = [];
    for (const flagKey of flagKeys) if (await isOn(flagKey, environment, key)) on.push(flagKey);
    return on;
  };

const evaluateAt = (path: string, wrap: (environment: string | undefined) => object) =>
  byFlag(async (flagKey, environment, key) => {
    const { status, json } = await wire.post(path.replace('*', flagKey), wrap(environment), key);
    expect(status).toBe(200);
    expect(json.reason).toBe(json.enabled ? 'DEFAULT' : 'DISABLED');
    return json.value as boolean;
  });

const list =
  (path: string, isOn: (flag: Answer['json']) => boolean): Ask =>
  async (environment, key) => {
    const query = environment === undefined ? '' : `?environment=${environment}`;
    const { status, json } = await wire.get(`${path}${query}`, key);
    expect(status).toBe(200);
    return json.flags.filter(isOn).map((flag: { key: string }) => flag.key);
  };

function isOnByV1({ value, error }: Answer['json']): boolean {
  expect(error?.type).toBe(value ? undefined : 'FLAG_DISABLED');
  return value;
}

const own = (environment: string | undefined) => ({ environment });
const inContext = (environment: string | undefined) => ({ context: { environment } });

const routes: [route: string, byDefault: string, ask: Ask][] = [
  ...['/api/flags/*/evaluate', '/api/evaluate/*', '/v1/flags/*/evaluate'].flatMap(
    (path): [string, string, Ask][] => [
      [`POST ${path}`, 'production', evaluateAt(path, own)],
      [`POST ${path}, in the context`, 'production', evaluateAt(path, inContext)],
    ],
  ),
  [
    'POST /api/flags/evaluate',
    'production',
    async (environment, key) => {
      const { json } = await wire.post('/api/flags/evaluate', inContext(environment), key);
      return flagKeys.filter((flagKey) => json.flags[flagKey].enabled);
    },
  ],
  [
    'POST /v1/evaluate',
    'production',
    byFlag(async (flagKey, environment, key) => {
      const body = { flagKey, userIdentifier: 'u', environment };
      return isOnByV1((await wire.post('/v1/evaluate', body, key)).json);
    }),
  ],
  [
    'POST /v1/evaluate/bulk',
    'production',
    byFlag(async (flagKey, environment, key) => {
      const body = { flagKey, userIdentifiers: ['u'], environment };
      return isOnByV1((await wire.post('/v1/evaluate/bulk', body, key)).json.u);
    }),
  ],
  ['GET /v1/flags', 'production', list('/v1/flags', ({ enabled }) => enabled)],
  ['GET /api/sdk/flags', 'development', list('/api/sdk/flags', ({ enabled }) => enabled)],
  [
    'GET /api/sdk/snapshot',
    'development',
    list('/api/sdk/snapshot', ({ environments }) =>
      Object.values<{ enabled: boolean }>(environments).some(({ enabled }) => enabled),
    ),
  ],
  [
    'POST /ofrep/v1/evaluate/flags/:key',
    'production',
    byFlag(async (flagKey, environment, key) => {
      const path = `/ofrep/v1/evaluate/flags/${flagKey}`;
      return (await wire.post(path, inContext(environment), key)).json.value;
    }),
  ],
  [
    'POST /ofrep/v1/evaluate/flags',
    'production',
    async (environment, key) => {
      const { json } = await wire.post('/ofrep/v1/evaluate/flags', inContext(environment), key);
      return json.flags
        .filter(({ value }: { value: boolean }) => value)
        .map((flag: { key: string }) => flag.key);
    },
  ],
];

describe.each(routes)('%s', (_route, byDefault, ask) => {
  test(`answers for ${byDefault} where none is named, or the empty text`, async () => {
    expect(await ask(undefined, wire.keys.server)).toEqual([`in-${byDefault}`]);
    expect(await ask('', wire.keys.server)).toEqual([`in-${byDefault}`]);
  });

  test('answers for the one that is named', async () => {
    expect(await ask('staging', wire.keys.server)).toEqual(['in-staging']);
  });

  test.each(['nowhere', '__proto__', 'Production'])('is off in %s, not an error', async (name) => {
    expect(await ask(name, wire.keys.server)).toEqual([]);
  });

  test('answers for the key’s alone, whatever is named', async () => {
    for (const named of [undefined, 'production', 'nowhere']) {
      expect(await ask(named, bound.staging)).toEqual(['in-staging']);
      expect(await ask(named, bound.development)).toEqual(['in-development']);
    }
  });
});

test.each(['/api/flags/in-staging/evaluate', '/v1/flags/in-staging/evaluate'])(
  'at %s the request’s own goes before its context’s',
  async (path) => {
    const body = { environment: 'staging', context: { environment: 'production' } };
    expect((await wire.post(path, body)).json).toMatchObject({ enabled: true });
  },
);

test('POST /v1/flags/:key/variation takes the environment as evaluation does', async () => {
  await wire.createFlag('varied', {
    variations: [{ key: 'red' }],
    environments: { staging: { enabled: true } },
  });
  await wire.settle();
  const path = '/v1/flags/varied/variation';
  expect((await wire.post(path)).text).toBe('{}');
  expect((await wire.post(path, { environment: 'staging' })).text).toBe('{"value":"red"}');
  expect((await wire.post(path, {}, bound.staging)).text).toBe('{"value":"red"}');
});

test('GET /api/sdk/enterprise-flags answers for development where none is named', async () => {
  const fields = { environments: { development: { enabled: true } } };
  await wire.createFlag('everywhere', fields, { applicationId: null });
  await wire.settle();
  const isOn = async (query: string, key = wire.keys.sdk) =>
    (await wire.get(`/api/sdk/enterprise-flags${query}`, key)).json.flags[0].enabled;
  expect(await isOn('')).toBe(true);
  expect(await isOn('?environment=production')).toBe(false);
  expect(await isOn('?environment=production', bound.development)).toBe(true);
});

test.each([
  ['/api/flags/in-production/evaluate', { environment: 5 }, 'environment'],
  ['/api/flags/evaluate', { context: { environment: {} } }, 'context.environment'],
])('at %s one that is no text is 400, with the field', async (path, body, field) => {
  const { status, json } = await wire.post(path, body);
  expect(status).toBe(400);
  expect(json).toMatchObject({ error: 'invalid_request', details: [{ field }] });
});
