import { archiveFlag, deleteFlag, restoreFlag } from '@halyard/domain';
import { expect, test } from 'vitest';

import { changesOf, useStreams } from './testing/use-streams.ts';

const kit = useStreams();

const byDefault = { name: 'Flag', environments: { production: { enabled: true } } };
const refer = ({ id }: { id: string }) => ({
  organizationId: kit.shop.organizationId,
  flagId: id,
});

test('a stream begins with who is connected, where the log is, and when to come again', async () => {
  const { status, headers, heard } = await kit.listen();
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    'access-control-allow-origin': '*',
  });
  expect(headers['content-encoding']).toBeUndefined();
  const [first] = heard;
  expect(first).toMatchObject({ event: 'connected', id: `${await kit.head()}` });
  expect(first!.retryMs).toBeGreaterThanOrEqual(500);
  expect(first!.retryMs).toBeLessThanOrEqual(10_000);
  expect(JSON.parse(first!.data!)).toEqual({
    type: 'connected',
    message: 'Changes of flags follow.',
    organization_id: kit.shop.organizationId,
    application_id: kit.shop.applicationId,
  });
});

test('a change comes under both names, in the reference’s form', async () => {
  const { heard } = await kit.listen();
  const { key, version } = await kit.createFlag('new-checkout', { fields: byDefault });
  const seq = await kit.head();
  await expect.poll(() => heard.length).toBe(3);
  const payload = {
    key,
    organization_id: kit.shop.organizationId,
    application_id: kit.shop.applicationId,
    environments: { production: true },
    version,
    status: 'active',
  };
  expect(heard.slice(1).map(({ event, id }) => [event, id])).toEqual([
    ['flag_created', `${seq}.1`],
    ['flag.created', `${seq}`],
  ]);
  expect(heard.slice(1).map(({ data }) => JSON.parse(data!))).toEqual([
    { type: 'flag_created', ...payload },
    { type: 'flag.created', ...payload },
  ]);
});

test('the life of a flag is told in order', async () => {
  const listening = await kit.listen({ path: '/api/flags/stream?events=dotted' });
  const before = await kit.head();
  const flag = await kit.createFlag('life');
  await kit.toggle(flag, false);
  await archiveFlag(kit.ctx, refer(flag));
  await restoreFlag(kit.ctx, refer(flag));
  await deleteFlag(kit.ctx, refer(flag));
  await expect.poll(() => listening.heard.length).toBe(6);
  expect(changesOf(listening)).toEqual(
    ['created', 'updated', 'deleted', 'updated', 'deleted'].map(
      (what, index) => `flag.${what} life ${before + 1 + index}`,
    ),
  );
  const told = listening.heard.slice(1).map(({ data }) => JSON.parse(data!) as object);
  expect(told).toMatchObject([
    { environments: { production: true }, status: 'active', version: 1 },
    { environments: { production: false }, status: 'active', version: 2 },
    { environments: { production: false }, status: 'archived', version: 3 },
    { environments: { production: false }, status: 'active', version: 4 },
    { environments: {}, status: 'deleted', version: 4 },
  ]);
});

test('who comes back hears everything missed, once under each name, and then what is new', async () => {
  const flag = await kit.createFlag('missed');
  const from = await kit.head();
  await kit.toggle(flag, false);
  await kit.toggle(flag, true);
  const listening = await kit.listen({ headers: { 'last-event-id': `${from}` } });
  expect(listening.heard[0]).toMatchObject({ event: 'connected', id: `${from}` });
  await kit.toggle(flag, false);
  await expect.poll(() => listening.heard.length).toBe(7);
  expect(changesOf(listening)).toEqual(
    [1, 2, 3].flatMap((n) => [
      `flag_updated missed ${from + n}.1`,
      `flag.updated missed ${from + n}`,
    ]),
  );
});

test('who comes back in the midst of a change hears the rest of it', async () => {
  const flag = await kit.createFlag('half');
  await kit.toggle(flag, false);
  const seq = await kit.head();
  const listening = await kit.listen({ headers: { 'last-event-id': `${seq}.1` } });
  await expect.poll(() => changesOf(listening)).toEqual([`flag.updated half ${seq}`]);
});

test.each(['abc', '1.2.3', '-1', '999999999', '1e3'])(
  'who comes with %j is told to start over',
  async (id) => {
    const { heard } = await kit.listen({ headers: { 'last-event-id': id } });
    await expect.poll(() => heard.length).toBe(2);
    const head = `${await kit.head()}`;
    expect(heard.map(({ event, id }) => [event, id])).toEqual([
      ['connected', head],
      ['resync', head],
    ]);
  },
);
