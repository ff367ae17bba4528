import { archiveFlag } from '@halyard/domain';
import { beforeAll, describe, expect, test } from 'vitest';

import { useWire } from '../testing/use-wire.ts';

const wire = useWire();
const sdkList = '/api/sdk/flags';
const keys = { boundSdk: '', boundServer: '' };

const hour = 3_600_000;
const at = (fromNowMs: number): string => new Date(wire.clock.nowMs + fromNowMs).toISOString();

const targeting = { attribute: 'plan', operator: 'equals', values: ['pro'] };
const when = { attribute: 'user_id', operator: 'equals', values: ['u'] };
const on = { enabled: true };

beforeAll(async () => {
  await wire.createFlag('rich', {
    description: 'Everything at once.',
    configuration: { of: 'flag' },
    variations: [
      { key: 'red', configuration: { of: 'red' }, description: 'Red.' },
      { key: 'blue', weight: 3 },
    ],
    environments: {
      development: { enabled: false, configuration: { of: 'development' } },
      staging: { enabled: true, rollout_percentage: 12.5 },
      production: {
        enabled: true,
        targeting,
        rules: [{ when, serve: { enabled: true, variation: 'red' } }],
        configuration: { of: 'production' },
      },
    },
  });
  await wire.createFlag('rolled-out-to-nobody', {
    environments: { production: { enabled: true, rollout_percentage: 0 } },
  });
  const over = { scheduled_end_at: at(-hour) };
  const soon = { scheduled_start_at: at(hour) };
  const now = { scheduled_start_at: at(-hour), scheduled_end_at: at(hour) };
  const environments = { production: on };
  await wire.createFlag('scheduled-over', { ...over, configuration: { a: 1 }, environments });
  await wire.createFlag('scheduled-soon', { ...soon, configuration: { a: 1 }, environments });
  await wire.createFlag('scheduled-now', { ...now, configuration: { a: 1 }, environments });
  const { id: flagId } = await wire.createFlag('archived', { environments });
  await archiveFlag(wire.ctx, { ...wire.shop, flagId });
  await wire.createFlag('shared', { environments }, { applicationId: null });
  keys.boundSdk = await wire.createKey({ environment: 'staging' });
  keys.boundServer = await wire.createKey({ environment: 'production', kind: 'server' });
  await wire.settle();
});

const find = async (key: string, by = wire.keys.sdk, environment = 'production') => {
  const { json } = await wire.get(`${sdkList}?environment=${environment}`, by);
  return json.flags.find((flag: { key: string }) => flag.key === key);
};

describe(`GET ${sdkList}`, () => {
  test('lists the active flags in the order of their keys, and counts them', async () => {
    const { json } = await wire.get(sdkList);
    expect(json.flags.map(({ key }: { key: string }) => key)).toEqual([
      'rich',
      'rolled-out-to-nobody',
      'scheduled-now',
      'scheduled-over',
      'scheduled-soon',
      'shared',
    ]);
    expect(json).toMatchObject({
      count: 6,
      organization_id: wire.shop.organizationId,
      application_id: wire.shop.applicationId,
    });
  });

  test('shows public keys no rules, no targeting, no configurations of variations', async () => {
    expect(await find('rich')).toEqual({
      key: 'rich',
      enabled: true,
      scope: 'application',
      environments: {
        development: { enabled: false, rollout_percentage: 100 },
        staging: { enabled: true, rollout_percentage: 12.5 },
        production: { enabled: true, rollout_percentage: 0 },
      },
      variations: [
        { key: 'red', weight: 1 },
        { key: 'blue', weight: 3 },
      ],
      configuration: { of: 'production' },
      version: 1,
    });
  });

  test('shows server keys all of these', async () => {
    const flag = await find('rich', wire.keys.server);
    expect(flag.environments.production).toMatchObject({ targeting, rules: [{ when }] });
    expect(flag.environments.staging).toEqual({ enabled: true, rollout_percentage: 12.5 });
    expect(flag.variations).toEqual([
      { key: 'red', weight: 1, configuration: { of: 'red' } },
      { key: 'blue', weight: 3 },
    ]);
  });

  test('shows bound keys their environment alone', async () => {
    expect((await find('rich', keys.boundSdk)).environments).toEqual({
      staging: { enabled: true, rollout_percentage: 12.5 },
    });
    expect((await find('rich', keys.boundServer)).environments).toEqual({
      production: expect.objectContaining({ enabled: true, targeting }),
    });
    expect((await find('rolled-out-to-nobody', keys.boundSdk)).environments).toEqual({});
  });

  test.each([
    ['switched on, whatever the rollout', 'rolled-out-to-nobody', 'production', true],
    ['switched on, whatever the gate', 'rich', 'production', true],
    ['switched off', 'rich', 'development', false],
    ['without that environment', 'rolled-out-to-nobody', 'staging', false],
    ['asked for in no environment there is', 'rich', 'nowhere', false],
    ['before its schedule', 'scheduled-soon', 'production', false],
    ['inside its schedule', 'scheduled-now', 'production', true],
    ['after its schedule', 'scheduled-over', 'production', false],
  ])('a flag that is %s', async (_what, key, environment, enabled) => {
    expect(await find(key, wire.keys.sdk, environment)).toMatchObject({ key, enabled });
  });

  test.each([
    ['the environment’s', 'rich', 'production', { of: 'production' }],
    ['else the flag’s', 'rich', 'staging', { of: 'flag' }],
    ['none when off', 'rich', 'development', undefined],
    ['none outside the schedule', 'scheduled-over', 'production', undefined],
    ['none where there is none', 'shared', 'production', undefined],
  ])('has as configuration %s', async (_what, key, environment, configuration) => {
    const flag = await find(key, wire.keys.sdk, environment);
    expect(flag.configuration).toEqual(configuration);
    expect('configuration' in flag).toBe(configuration !== undefined);
  });
});

test('GET /api/sdk/enterprise-flags lists enterprise flags alone, of no application', async () => {
  const { json } = await wire.get('/api/sdk/enterprise-flags?environment=production');
  const { organizationId: organization_id } = wire.shop;
  expect(json).toMatchObject({ count: 1, organization_id, application_id: null });
  expect(json.flags).toEqual([await find('shared')]);
  expect(json.flags).toMatchObject([{ key: 'shared', enabled: true, scope: 'enterprise' }]);
});

describe('for mobile clients', () => {
  const variations = [
    { key: 'red', weight: 1 },
    { key: 'blue', weight: 1 },
  ];
  const serve = { enabled: true, variation: 'blue' };

  test.each<[what: string, key: string, fields: Record<string, unknown>, variation?: string]>([
    [
      'the only one',
      'only',
      { variations: [{ key: 'red' }], environments: { production: on } },
      'red',
    ],
    [
      'the default one',
      'default',
      { variations, environments: { production: { ...on, default_variation: 'blue' } } },
      'blue',
    ],
    [
      'none where a weighted pick decides',
      'picked',
      { variations, environments: { production: on } },
    ],
    [
      'none where a rule may decide',
      'ruled',
      {
        variations: [{ key: 'blue' }],
        environments: { production: { ...on, rollout_percentage: 100, rules: [{ when, serve }] } },
      },
    ],
    ['none when off', 'off', { variations: [{ key: 'red' }], environments: {} }],
    ['none where there is none', 'plain', { environments: { production: on } }],
  ])('GET /v1/flags shows as variation %s', async (_what, name, fields, variation) => {
    const key = `mobile-${name}`;
    await wire.createFlag(key, fields);
    await wire.settle();
    const { json } = await wire.get('/v1/flags');
    const flag = json.flags.find((listed: { key: string }) => listed.key === key);
    const enabled = name !== 'off';
    expect(flag).toEqual({ key, enabled, ...(variation !== undefined && { variation }) });
  });

  test('POST /v1/flags/:key/variation serves by who asks', async () => {
    const context = { userId: 'u', attributes: { plan: 'pro' } };
    const served = async (body: object) => (await wire.post('/v1/flags/rich/variation', body)).text;
    expect(await served(context)).toBe('{"value":"red"}');
    expect(await served({ context })).toBe('{"value":"red"}');
    expect(await served({ userId: 'u' })).toBe('{}');
  });

  test.each(['nope', 'archived'])('the flag %s has no variation: 404', async (key) => {
    const { status, json } = await wire.post(`/v1/flags/${key}/variation`);
    expect(status).toBe(404);
    expect(json).toMatchObject({ error: 'not_found', request_id: expect.any(String) });
  });
});
