import { beforeAll, describe, expect, test } from 'vitest';

import { onInProduction, useWire } from '../testing/use-wire.ts';

const wire = useWire();

/** What each published client sends, reads and breaks on. */
const clients: {
  name: string;
  path: (flagKey: string) => string;
  header: (key: string) => Record<string, string>;
  /** Asks as `user-7`, with one thing more by which `reached` finds it. */
  body: object;
  reads: 'enabled' | 'value';
}[] = [
  {
    name: 'TypeScript',
    path: (flagKey) => `/api/flags/${flagKey}/evaluate`,
    header: (key) => ({ Authorization: `Bearer ${key}` }),
    body: {
      context: {
        user_id: 'user-7',
        anonymous_id: 'anonymous-7',
        environment: 'production',
        language: 'en-US',
        sdk_internal: { retries: 1 },
      },
    },
    reads: 'enabled',
  },
  {
    name: 'Node server',
    path: (flagKey) => `/api/flags/${flagKey}/evaluate`,
    header: (key) => ({ 'X-API-Key': key }),
    body: {
      context: {
        user_id: 'user-7',
        application_id: '',
        environment: 'production',
        attributes: { plan: 'pro' },
      },
    },
    reads: 'value',
  },
  {
    name: 'Node server, older: no environment',
    path: (flagKey) => `/api/flags/${flagKey}/evaluate`,
    header: (key) => ({ Authorization: `Bearer ${key}` }),
    body: { context: { user_id: 'user-7', application_id: '', attributes: { plan: 'pro' } } },
    reads: 'value',
  },
  {
    name: 'Python',
    path: (flagKey) => `/api/flags/${flagKey}/evaluate`,
    header: (key) => ({ 'X-SDK-Key': key }),
    body: { context: { user_id: 'user-7', language: 'en' } },
    reads: 'value',
  },
  {
    name: 'Go',
    path: (flagKey) => `/api/evaluate/${flagKey}`,
    header: (key) => ({ Authorization: `Bearer ${key}` }),
    body: { context: { user_id: 'user-7', session_id: 's', ip_address: '192.0.2.7' } },
    reads: 'value',
  },
  {
    name: 'Rust',
    path: (flagKey) => `/api/evaluate/${flagKey}`,
    header: (key) => ({ Authorization: `Bearer ${key}` }),
    body: { context: { user_id: 'user-7', user_agent: 'rust-client' } },
    reads: 'value',
  },
  {
    name: 'Java',
    path: (flagKey) => `/api/evaluate/${flagKey}`,
    header: (key) => ({ Authorization: `Bearer ${key}` }),
    body: {
      context: {
        userId: 'user-7',
        sessionId: 's',
        applicationId: 'app',
        ipAddress: '192.0.2.7',
        userAgent: 'java',
      },
    },
    reads: 'value',
  },
  ...['iOS', 'Android'].map((name) => ({
    name,
    path: (flagKey: string) => `/v1/flags/${flagKey}/evaluate`,
    header: (key: string) => ({ Authorization: `Bearer ${key}` }),
    body: { userId: 'user-7', attributes: { plan: 'pro' } },
    reads: 'enabled' as const,
  })),
];

const evaluatePaths = [...new Set(clients.map(({ path }) => path('plain')))];
const elsewhere = { organizationId: '', applicationId: '' };

beforeAll(async () => {
  await wire.createFlag('plain', onInProduction());
  await wire.createFlag('off', { configuration: { a: 1 }, variations: [{ key: 'v' }] });
  await wire.createFlag('full.v1_2-b', {
    description: 'Everything at once.',
    configuration: { theme: 'dark' },
    variations: [{ key: 'blue' }],
    ...onInProduction(),
  });
  const anyOf = [
    { attribute: 'language', operator: 'language_in', values: ['en'] },
    { attribute: 'plan', operator: 'equals', values: ['pro'] },
    { attribute: 'ip_address', operator: 'ip_in_cidr', values: ['192.0.2.0/24'] },
    { attribute: 'user_agent', operator: 'equals', values: ['rust-client'] },
  ];
  await wire.createFlag('reached', onInProduction({ targeting: { operator: 'or', rules: anyOf } }));
  Object.assign(elsewhere, await wire.createPlace());
  await wire.createFlag('foreign', onInProduction(), elsewhere);
  await wire.settle();
});

describe.each(clients)('$name', ({ path, header, body, reads }) => {
  const ask = (flagKey: string, sent: object = body) =>
    wire.send({
      path: path(flagKey),
      headers: { 'Content-Type': 'application/json', ...header(wire.keys.sdk) },
      body: JSON.stringify(sent),
    });

  test('reads on and off', async () => {
    const on = await ask('plain');
    expect(on).toMatchObject({ status: 200, json: { enabled: true, value: true } });
    const off = await ask('off');
    expect(off).toMatchObject({ status: 200, json: { enabled: false, value: false } });
    expect([on.json[reads], off.json[reads]]).toEqual([true, false]);
  });

  test('has what it says of the user understood', async () => {
    const reached = await ask('reached');
    expect(reached.json).toMatchObject({ [reads]: true, context: { user_id: 'user-7' } });
    const nobody = await ask('reached', { context: { user_id: 'user-7' } });
    expect(nobody.json).toMatchObject({ [reads]: false });
  });

  test('finds what is there in both spellings, and a configuration that is an object', async () => {
    const { json } = await ask('full.v1_2-b');
    expect(json).toMatchObject({
      variation: 'blue',
      variant: 'blue',
      configuration: { theme: 'dark' },
      description: 'Everything at once.',
    });
    expect(json.flagId).toBe(json.flag_id);
  });

  test.each(['plain', 'off'])('finds nothing, not null, of what %s does not have', async (key) => {
    const { json } = await ask(key);
    expect(Object.keys(json).toSorted()).toEqual(
      'context enabled flagId flag_id key reason scope timestamp value version'.split(' '),
    );
  });
});

describe.each(evaluatePaths)('POST %s', (path) => {
  test.each([
    ['no body', undefined],
    ['an empty object', '{}'],
    ['a null context', '{"context":null}'],
    ['fields that nobody knows', '{"context":{"shoe_size":46,"nested":{"a":[null]}},"trace_id":1}'],
    ['nulls and empty texts', '{"context":{"user_id":"","userId":null,"environment":""}}'],
  ])('takes %s as an empty context', async (_what, body) => {
    const headers = { 'X-SDK-Key': wire.keys.sdk };
    const answer = await wire.send({ path, headers, ...(body !== undefined && { body }) });
    expect(answer).toMatchObject({ status: 200, json: { enabled: true, context: {} } });
  });

  test.each([
    [{ user_id: 'snake', userId: 'camel' }, 'snake'],
    [{ user_id: '', userId: 'camel' }, 'camel'],
    [{ user_id: null, userId: 'camel' }, 'camel'],
    [{ user_id: 'snake', userId: '' }, 'snake'],
  ])('reads snake_case, else camelCase: of %j %s', async (context, user_id) => {
    for (const body of [{ context }, context]) {
      expect((await wire.post(path, body)).json.context).toEqual({ user_id });
    }
  });
});

describe('an application or organization that is named', () => {
  const named = () => [
    { application_id: elsewhere.applicationId },
    { applicationId: elsewhere.applicationId, organizationId: elsewhere.organizationId },
    { application_id: 'app-uuid', organization_id: 'org-uuid' },
    { application_id: 5, organization_id: ['a'] },
    { application_id: null },
  ];

  test.each(evaluatePaths)('opens and closes nothing at %s', async (path) => {
    for (const context of named()) {
      for (const body of [context, { context }]) {
        expect(await wire.post(path, body)).toMatchObject({ status: 200, json: { value: true } });
        const foreign = await wire.post(path.replace('plain', 'foreign'), body);
        expect(foreign).toMatchObject({ status: 404, json: { error: 'not_found' } });
      }
    }
  });

  test.each(['/api/sdk/flags', '/api/sdk/enterprise-flags', '/v1/flags'])(
    'opens and closes nothing at %s',
    async (path) => {
      const { text } = await wire.get(path);
      const { organizationId, applicationId } = elsewhere;
      const query = `application_id=${applicationId}&organization_id=${organizationId}`;
      expect(await wire.get(`${path}?${query}`)).toMatchObject({ status: 200, text });
    },
  );
});

describe('lists', () => {
  test.each(['development', 'production'])(
    'give Python a key, a switch and a scope on every flag of %s',
    async (environment) => {
      const { json } = await wire.get(`/api/sdk/flags?environment=${environment}`);
      expect(json.flags).toHaveLength(4);
      for (const { key, enabled, scope } of json.flags) {
        expect([typeof key, typeof enabled, scope]).toEqual(['string', 'boolean', 'application']);
      }
    },
  );

  test('give mobile clients flags and variations', async () => {
    expect((await wire.get('/v1/flags')).json).toEqual({
      flags: [
        { key: 'full.v1_2-b', enabled: true, configuration: { theme: 'dark' }, variation: 'blue' },
        { key: 'off', enabled: false },
        { key: 'plain', enabled: true },
        { key: 'reached', enabled: true },
      ],
    });
    const body = { userId: 'user-7', attributes: {} };
    const variation = await wire.post('/v1/flags/full.v1_2-b/variation', body);
    expect(variation.text).toBe('{"value":"blue"}');
    for (const key of ['plain', 'off']) {
      expect((await wire.post(`/v1/flags/${key}/variation`, body)).text).toBe('{}');
    }
  });
});
