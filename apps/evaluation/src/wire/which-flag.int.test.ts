import { AppError } from '@halyard/contracts';
import { archiveFlag } from '@halyard/domain';
import type { Shop } from '@halyard/domain/testing';
import { beforeAll, describe, expect, test } from 'vitest';

import { createMember } from '../testing/member.ts';
import { onInProduction, useWire } from '../testing/use-wire.ts';

let metered = 0;
const wire = useWire({
  verifyToken: (token) =>
    token === 'jwt-of-a-member'
      ? Promise.resolve(createMember(wire.shop.organizationId))
      : Promise.reject(new AppError('unauthorized', 'This token is unknown.')),
  usage: { isBlocked: () => false, record: () => (metered += 1), refuse: () => undefined },
});

type State = 'none' | 'on' | 'off' | 'archived';
type Outcome = 'application' | 'enterprise' | 'archived' | 'unknown';

/** What decides for a key, by what the application and the enterprise have of that key. */
const table: [application: State, enterprise: State, decides: Outcome][] = [
  ['none', 'none', 'unknown'],
  ['on', 'none', 'application'],
  ['off', 'none', 'application'],
  ['archived', 'none', 'archived'],
  ['none', 'on', 'enterprise'],
  ['none', 'off', 'enterprise'],
  ['none', 'archived', 'archived'],
  ['on', 'off', 'application'],
  ['off', 'on', 'application'],
  ['archived', 'on', 'enterprise'],
  ['on', 'archived', 'application'],
  ['archived', 'archived', 'archived'],
];
const rows = table.map(
  ([application, enterprise, decides]) =>
    [
      `${application}-${enterprise}`,
      decides,
      decides === 'application' ? application : enterprise,
    ] as const,
);

const sibling = { organizationId: '', applicationId: '' };
const keys = { sibling: '', foreign: '' };

async function put(key: string, applicationId: string | null, state: State): Promise<void> {
  if (state === 'none') return;
  const environments = { production: { enabled: state !== 'off' } };
  const { organizationId } = wire.shop;
  const { id: flagId } = await wire.createFlag(key, { environments }, { applicationId });
  if (state === 'archived') await archiveFlag(wire.ctx, { organizationId, flagId });
}

beforeAll(async () => {
  for (const [application, enterprise] of table) {
    const key = `${application}-${enterprise}`;
    await put(key, wire.shop.applicationId, application);
    await put(key, null, enterprise);
  }
  Object.assign(sibling, await wire.createPlace(wire.shop.organizationId));
  keys.sibling = await wire.createKey(sibling);
  const foreign: Shop = await wire.createPlace();
  await wire.createFlag('theirs', onInProduction(), foreign);
  keys.foreign = await wire.createKey(foreign);
  await wire.settle();
});

describe.each(rows)('%s: %s decides', (flagKey, decides, state) => {
  const isFound = decides === 'application' || decides === 'enterprise';
  const enabled = state === 'on';

  test('POST /api/flags/:key/evaluate', async () => {
    const { status, json } = await wire.post(`/api/flags/${flagKey}/evaluate`);
    if (isFound) expect(json).toMatchObject({ scope: decides, enabled, value: enabled });
    else expect(json).toMatchObject({ error: 'not_found' });
    expect(status).toBe(isFound ? 200 : 404);
    expect((await wire.post(`/v1/flags/${flagKey}/variation`)).status).toBe(status);
  });

  test('POST /api/flags/evaluate', async () => {
    const { json } = await wire.post('/api/flags/evaluate', { keys: [flagKey] });
    if (isFound) expect(json.flags[flagKey]).toMatchObject({ scope: decides, enabled });
    expect(json).toMatchObject(
      isFound ? { count: 1, not_found: [] } : { flags: {}, count: 0, not_found: [flagKey] },
    );
  });

  test('POST /v1/evaluate', async () => {
    const error = { archived: 'FLAG_ARCHIVED', unknown: 'FLAG_NOT_FOUND' }[decides as 'archived'];
    const { status, json } = await wire.post('/v1/evaluate', { flagKey, userIdentifier: 'u' });
    expect(status).toBe(200);
    expect(json.value).toBe(isFound && enabled);
    expect(json.error?.type).toBe(error ?? (enabled ? undefined : 'FLAG_DISABLED'));
  });

  test('POST /ofrep/v1/evaluate/flags/:key', async () => {
    const { status, json } = await wire.post(`/ofrep/v1/evaluate/flags/${flagKey}`);
    expect(status).toBe(isFound ? 200 : 404);
    if (isFound) expect(json).toMatchObject({ value: enabled, metadata: { scope: decides } });
    else expect(json).toMatchObject({ key: flagKey, errorCode: 'FLAG_NOT_FOUND' });
  });

  test('lists', async () => {
    const listed = async (path: string) =>
      (await wire.get(`${path}?environment=production`)).json.flags.filter(
        ({ key }: { key: string }) => key === flagKey,
      );
    const scopes = [{ key: flagKey, scope: decides, enabled }];
    expect(await listed('/api/sdk/flags')).toMatchObject(isFound ? scopes : []);
    expect(await listed('/api/sdk/enterprise-flags')).toMatchObject(
      decides === 'enterprise' ? scopes : [],
    );
    expect(await listed('/v1/flags')).toEqual(isFound ? [{ key: flagKey, enabled }] : []);
  });
});

describe('isolation', () => {
  const flagKeys = rows.map(([flagKey]) => flagKey);
  const visible = async (key: string, body: object = {}) =>
    (await wire.post('/api/flags/evaluate', { keys: [...flagKeys, 'theirs'], ...body }, key)).json;
  const enterpriseKeys = table
    .filter(([, enterprise]) => enterprise === 'on' || enterprise === 'off')
    .map(([application, enterprise]) => `${application}-${enterprise}`);

  test('another application of the organization sees the enterprise flags alone', async () => {
    const { flags } = await visible(keys.sibling);
    expect(Object.keys(flags)).toEqual(enterpriseKeys);
    for (const flag of Object.values(flags)) expect(flag).toMatchObject({ scope: 'enterprise' });
    const { json } = await wire.get('/api/sdk/flags', keys.sibling);
    expect(json).toMatchObject({ count: enterpriseKeys.length, ...idsOf(sibling) });
  });

  test('another organization sees nothing of this one, and has its own', async () => {
    expect(await visible(keys.foreign)).toMatchObject({ count: 1, not_found: flagKeys });
    const { json } = await wire.get('/api/sdk/flags', keys.foreign);
    expect(json.flags).toMatchObject([{ key: 'theirs' }]);
    expect((await wire.get('/api/sdk/enterprise-flags', keys.foreign)).json.flags).toEqual([]);
    for (const flagKey of ['on-none', 'none-on', 'archived-none']) {
      const { json: v1 } = await wire.post(
        '/v1/evaluate',
        { flagKey, userIdentifier: 'u' },
        keys.foreign,
      );
      expect(v1.error.type).toBe('FLAG_NOT_FOUND');
    }
  });

  describe('a member', () => {
    const jwt = 'jwt-of-a-member';

    test('sees enterprise flags alone while no application of theirs is named', async () => {
      const { applicationId } = await wire.createPlace();
      for (const body of [{}, { context: { application_id: applicationId } }]) {
        expect(Object.keys((await visible(jwt, body)).flags)).toEqual(enterpriseKeys);
      }
      const { json } = await wire.get(`/api/sdk/flags?application_id=${applicationId}`, jwt);
      expect(json).toMatchObject({ count: enterpriseKeys.length });
    });

    test('sees what an application sees that the query or the context names', async () => {
      const { applicationId: application_id } = wire.shop;
      const { flags } = await visible(wire.keys.sdk);
      expect((await visible(jwt, { context: { application_id } })).flags).toEqual(flags);
      const path = `/api/flags/on-none/evaluate?application_id=${application_id}`;
      expect(await wire.post(path, {}, jwt)).toMatchObject({ status: 200 });
      const list = await wire.get(`/api/sdk/flags?application_id=${application_id}`, jwt);
      expect(list.text).toBe((await wire.get('/api/sdk/flags', wire.keys.server)).text);
    });

    test('is not metered, and keys are', async () => {
      metered = 0;
      await wire.post('/api/flags/none-on/evaluate', {}, jwt);
      expect(metered).toBe(0);
      await wire.post('/api/flags/none-on/evaluate');
      await wire.post('/api/flags/none-none/evaluate');
      expect(metered).toBe(1);
    });
  });
});

const idsOf = ({ organizationId, applicationId }: Shop) => ({
  organization_id: organizationId,
  application_id: applicationId,
});
