import {
  changeSegmentMembers,
  createSegment,
  toggleFlag,
  updateFlag,
  type CreateFlagInput,
} from '@halyard/domain';
import { beforeAll, describe, expect, test } from 'vitest';

import { send } from '../testing/send.ts';
import { onInProduction, useWire } from '../testing/use-wire.ts';

const wire = useWire();
const lists = ['/api/sdk/flags', '/api/sdk/enterprise-flags', '/api/sdk/snapshot', '/v1/flags'].map(
  (path) => ({ method: 'GET', path: `${path}?environment=production` }),
);
const kept = [...lists, { method: 'POST', path: '/ofrep/v1/evaluate/flags' }];

const createShared = async (key: string, fields: CreateFlagInput['fields'] = {}) => ({
  organizationId: wire.shop.organizationId,
  flagId: (await wire.createFlag(key, fields, { applicationId: null })).id,
});

beforeAll(async () => {
  await wire.createFlag('checkout', onInProduction());
  await createShared('shared', onInProduction());
  await wire.settle();
});

describe.each(kept)('$method $path', ({ method, path }) => {
  const ask = (more: Record<string, string> = {}, url = wire.node.url) =>
    send(url, { method, path, headers: { 'X-API-Key': wire.keys.server, ...more } });

  test('has the same ETag every time', async () => {
    const { status, headers, text } = await ask();
    expect(status).toBe(200);
    expect(headers.etag).toMatch(/^"[\w-]{43}"$/);
    wire.clock.nowMs += 60_000;
    expect(await ask()).toMatchObject({ status, text, headers: { etag: headers.etag } });
  });

  test('is for one client to keep, and to ask about', async () => {
    const { headers } = await ask();
    expect(headers['cache-control']).toBe('private, no-cache');
    const varies = headers.vary?.toLowerCase().split(', ').toSorted();
    expect(varies).toEqual(['authorization', 'x-api-key', 'x-sdk-key']);
  });

  test.each([
    ['the same', (etag: string) => etag],
    ['one of several', (etag: string) => `"other", ${etag}`],
    ['one that a proxy weakened', (etag: string) => `W/${etag}`],
  ])('is 304 without a body to who has %s', async (_what, toHeader) => {
    const { headers } = await ask();
    const answer = await ask({ 'If-None-Match': toHeader(headers.etag!) });
    expect(answer).toMatchObject({ status: 304, text: '' });
    for (const name of ['etag', 'cache-control', 'vary']) {
      expect(answer.headers[name]).toBe(headers[name]);
    }
  });

  test('is whole to who has another', async () => {
    expect(await ask({ 'If-None-Match': '"other"' })).toMatchObject({ status: 200 });
  });

  test('has another ETag when a flag changes', async () => {
    const flag = await createShared(`toggled at ${path}`.replaceAll(/[^a-z]/g, '-'));
    await wire.settle();
    const { headers } = await ask();
    await toggleFlag(wire.ctx, { ...flag, environment: 'production', enabled: true });
    await wire.settle();
    const answer = await ask({ 'If-None-Match': headers.etag! });
    expect(answer.status).toBe(200);
    expect(answer.headers.etag).not.toBe(headers.etag);
  });

  test('has the same ETag on a node that saw all changes come and on one started since', async () => {
    await makeHistory(path.replaceAll(/[^a-z]/g, '-'));
    const other = await wire.startNode();
    await wire.settle(other);
    const followed = await ask();
    const loaded = await ask({}, other.url);
    expect(loaded.text).toBe(followed.text);
    expect(loaded.headers.etag).toBe(followed.headers.etag);
  });
});

/** Leaves little in the order it was made in: members, flags of one key, what users wrote. */
async function makeHistory(name: string): Promise<void> {
  const { organizationId } = wire.shop;
  const { id: segmentId } = await createSegment(wire.ctx, {
    organizationId,
    key: `segment${name}`,
    fields: { name },
  });
  for (const included of [
    { add: ['z', 'm', 'y'], remove: [] },
    { add: ['k', 'b'], remove: ['m'] },
  ]) {
    const segment = { organizationId, segmentId, excluded: { add: [], remove: [] } };
    await changeSegmentMembers(wire.ctx, { ...segment, included });
  }
  const targeting = { segment: `segment${name}`, operator: 'in' };
  const configuration = { z: 1, a: [{ y: 1, x: { d: 1, c: 2 } }] };
  const rules = [{ serve: { enabled: true, configuration }, when: targeting }];
  const fields = {
    value_type: 'json',
    configuration,
    variations: [{ key: 'v', configuration }],
    environments: {
      staging: { enabled: true },
      production: { enabled: true, targeting, rules, configuration },
    },
  };
  const shared = await createShared(`shadowed${name}`, fields);
  await wire.createFlag(`shadowed${name}`, fields);
  await wire.createFlag(`open${name}`, { ...fields, ...onInProduction({ configuration }) });
  const patch = { description: 'Changed.', environments: { development: { enabled: true } } };
  await updateFlag(wire.ctx, { ...shared, change: { patch } });
}

test.each(lists.filter(({ path }) => !path.includes('snapshot')))(
  '$path changes by itself, with its ETag, when a schedule begins and when it ends',
  async ({ path }) => {
    const { clock } = wire;
    const at = (hours: number): string => new Date(clock.nowMs + hours * 3_600_000).toISOString();
    const key = `scheduled at ${path}`.replaceAll(/[^a-z]/g, '-');
    const times = { scheduled_start_at: at(1), scheduled_end_at: at(3) };
    await createShared(key, { ...times, ...onInProduction() });
    await wire.settle();
    const seen: { etag: string | undefined; enabled: boolean }[] = [];
    for (const hours of [0, 1, 1, 1]) {
      clock.nowMs += hours * 3_600_000;
      const { headers, json } = await wire.get(path);
      const { enabled } = json.flags.find((flag: { key: string }) => flag.key === key);
      seen.push({ etag: headers.etag, enabled });
    }
    expect(seen.map(({ enabled }) => enabled)).toEqual([false, true, true, false]);
    const [before, started, later, ended] = seen.map(({ etag }) => etag);
    expect(started).toBe(later);
    expect(started).not.toBe(before);
    expect(ended).toBe(before);
  },
);

test('a list is never given to who should see another', async () => {
  const sibling = await wire.createPlace(wire.shop.organizationId);
  const foreign = await wire.createPlace();
  const keys = [
    wire.keys.sdk,
    wire.keys.server,
    await wire.createKey({ environment: 'production' }),
    await wire.createKey({ environment: 'production', kind: 'server' }),
    await wire.createKey({ environment: 'staging' }),
    await wire.createKey(sibling),
    await wire.createKey(foreign),
  ];
  await wire.createFlag('seen-by', {
    configuration: { a: 1 },
    variations: [{ key: 'v', configuration: { b: 1 } }],
    environments: { production: { enabled: true }, staging: { enabled: false } },
  });
  await wire.settle();
  const texts = new Set<string>();
  for (const key of keys)
    texts.add((await wire.get('/api/sdk/flags?environment=production', key)).text);
  expect(texts.size).toBe(keys.length);
});

test.each(['/api/flags/checkout/evaluate', '/ofrep/v1/evaluate/flags/checkout'])(
  'POST %s, a single evaluation, is never 304',
  async (path) => {
    const headers = { 'X-SDK-Key': wire.keys.sdk, 'If-None-Match': '*' };
    expect(await wire.send({ path, headers })).toMatchObject({ status: 200 });
  },
);
