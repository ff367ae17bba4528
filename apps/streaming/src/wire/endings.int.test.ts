import {
  createApiKey,
  deleteApplication,
  deleteOrganization,
  revokeApiKey,
  rotateApiKey,
} from '@halyard/domain';
import { beforeEach, expect, test } from 'vitest';

import { createMemberTokens } from '../testing/create-member-tokens.ts';
import { changesOf, useStreams } from '../testing/use-streams.ts';

let skewMs = 0;
const now = () => Date.now() + skewMs;
const tokens = createMemberTokens(now);
const kit = useStreams({ verifyToken: tokens.verifyToken, now, heartbeatMs: 300 });

beforeEach(() => {
  skewMs = 0;
});

const createKey = (given: object = {}) =>
  createApiKey(kit.ctx, { ...kit.shop, kind: 'sdk', name: 'K', tag: 't', ...given });

test('heartbeats come to every stream, with where it is and when to come again', async () => {
  const [plain, old] = [await kit.listen(), await kit.listen({ path: '/api/realtime' })];
  await kit.createFlag('f');
  const seq = await kit.head();
  await expect.poll(() => plain.heard.at(-1)).toMatchObject({ event: 'heartbeat', id: `${seq}` });
  await expect.poll(() => old.heard.at(-1)?.data).toBe('{"type":"heartbeat"}');
  const beats = plain.heard.filter(({ event }) => event === 'heartbeat');
  expect(beats.every(({ data, retryMs }) => data === 'ping' && retryMs! >= 500)).toBe(true);
  expect(old.heard.at(-1)).toMatchObject({ id: `${seq}`, retryMs: expect.any(Number) as number });
});

test('what nobody hears of moves a stream on all the same: its next heartbeat says so', async () => {
  const { heard } = await kit.listen();
  await kit.createKey();
  const seq = await kit.head();
  await expect.poll(() => heard.at(-1)).toMatchObject({ event: 'heartbeat', id: `${seq}` });
});

test('a revoked key’s streams end as responses end, and nobody else’s', async () => {
  const { id, secret } = await createKey();
  const [gone, stays] = [await kit.listen({ key: secret }), await kit.listen()];
  await revokeApiKey(kit.ctx, { organizationId: kit.shop.organizationId, keyId: id });
  await expect.poll(gone.ending).toBe('end');
  expect((await kit.listen({ key: secret })).status).toBe(401);
  expect(stays.ending()).toBeUndefined();
});

test('a key’s streams end with it, at the next heartbeat', async () => {
  const { secret } = await createKey({ expiresAt: new Date(Date.now() + 60_000) });
  const listening = await kit.listen({ key: secret });
  skewMs = 59_000;
  await expect.poll(() => listening.heard.length).toBeGreaterThan(2);
  skewMs = 61_000;
  await expect.poll(listening.ending).toBe('end');
});

test('the streams of a key that was rotated last as long as it does', async () => {
  const { id, secret } = await createKey();
  const listening = await kit.listen({ key: secret });
  const { organizationId } = kit.shop;
  await rotateApiKey(kit.ctx, { organizationId, keyId: id, overlapMs: 600_000 });
  await kit.createFlag('f');
  await expect.poll(() => changesOf(listening)).toHaveLength(2);
  skewMs = 601_000;
  await expect.poll(listening.ending).toBe('end');
});

test('a member’s streams end with the access token', async () => {
  const authorization = `Bearer ${tokens.sign(kit.shop.organizationId)}`;
  const listening = await kit.listen({ key: null, headers: { authorization } });
  skewMs = 590_000;
  await expect.poll(() => listening.heard.length).toBeGreaterThan(2);
  skewMs = 601_000;
  await expect.poll(listening.ending).toBe('end');
});

test('a deleted application’s streams end; its organization’s others hear of its flags', async () => {
  const { organizationId } = kit.shop;
  const { applicationId } = await kit.createPlace(organizationId);
  await kit.createFlag('f', { applicationId });
  await kit.catchUp();
  const gone = await kit.listen({ key: await kit.createKey({ applicationId }) });
  const authorization = `Bearer ${tokens.sign(organizationId)}`;
  const member = await kit.listen({ key: null, headers: { authorization } });
  await deleteApplication(kit.ctx, { organizationId, applicationId });
  await expect.poll(gone.ending).toBe('end');
  await expect.poll(() => changesOf(member)).toHaveLength(2);
  expect(member.ending()).toBeUndefined();
});

test('a deleted organization’s streams all end', async () => {
  const { organizationId } = kit.shop;
  const authorization = `Bearer ${tokens.sign(organizationId)}`;
  const listenings = [
    await kit.listen(),
    await kit.listen({ key: null, headers: { authorization } }),
  ];
  await deleteOrganization(kit.ctx, { organizationId, confirm: 'Acme' });
  for (const { ending } of listenings) await expect.poll(ending).toBe('end');
});

test('a node that is stopped ends all streams cleanly, and opens no other', async () => {
  const node = await kit.start();
  const { url } = node;
  const listenings = await Promise.all(Array.from({ length: 150 }, () => kit.listen({ url })));
  const closed = node.close();
  for (const { ending } of listenings) await expect.poll(ending).toBe('end');
  await closed;
  expect(await kit.metric('halyard_stream_drops_total', node)).toBe(150);
  expect(await kit.metric('halyard_streams', node)).toBe(0);
});

test('a node that is being stopped opens no stream whose beginning was still sought', async () => {
  let find = (): void => undefined;
  const catchUp = () => new Promise<void>((resolve) => (find = resolve));
  const node = await kit.start({ replica: { ...kit.node.replica, catchUp } });
  const asked = kit.listen({ url: node.url, headers: { 'last-event-id': '999999999' } });
  await expect.poll(() => kit.metric('halyard_streams', node)).toBe(1);
  const closed = node.close();
  find();
  const { status, headers } = await asked;
  expect([status, headers['retry-after']]).toEqual([503, '1']);
  await closed;
});
