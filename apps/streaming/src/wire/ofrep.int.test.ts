import { createStreamTokens, type StreamTokenHolder } from '@halyard/auth';
import { createApiKey, noHints, revokeApiKey } from '@halyard/domain';
import { beforeEach, expect, test } from 'vitest';

import { useStreams } from '../testing/use-streams.ts';

let skewMs = 0;
const now = () => Date.now() + skewMs;
const secrets = { current: 0, secrets: new Map([[0, Buffer.alloc(32, 1)]]) };
const tokens = createStreamTokens({ secrets, now });
const kit = useStreams({ verifyStreamToken: tokens.verify, now });

let holder: StreamTokenHolder;
beforeEach(async () => {
  skewMs = 0;
  holder = await createHolder();
  await kit.catchUp();
});

async function createHolder(given: object = {}): Promise<StreamTokenHolder> {
  const { organizationId } = kit.shop;
  const key = { ...kit.shop, kind: 'sdk', name: 'K', tag: 't', ...given } as const;
  return { organizationId, keyId: (await createApiKey(kit.ctx, key)).id };
}

const listen = (token = tokens.mint(holder), headers: Record<string, string> = {}) =>
  kit.listen({ path: `/ofrep/v1/stream?token=${token}`, key: null, headers });

const refetch = '{"type":"refetchEvaluation"}';

test('who connects evaluates again at once, and whenever something has changed', async () => {
  const { heard } = await listen();
  const from = await kit.head();
  expect(heard).toMatchObject([{ event: undefined, data: refetch, id: `${from}` }]);
  const flag = await kit.createFlag('f');
  await kit.toggle(flag, false);
  await expect
    .poll(() => heard.map(({ data, id }) => [data, id]))
    .toEqual([
      [refetch, `${from}`],
      [refetch, `${from + 1}`],
      [refetch, `${from + 2}`],
    ]);
});

test('who comes back evaluates again only for what was missed', async () => {
  const flag = await kit.createFlag('f');
  const from = await kit.head();
  await kit.catchUp();
  const current = await listen(undefined, { 'last-event-id': `${from}` });
  expect(current.heard).toMatchObject([{ data: undefined, id: `${from}` }]);
  await kit.toggle(flag, false);
  const behind = await listen(undefined, { 'last-event-id': `${from}` });
  await expect.poll(() => behind.heard.length).toBe(2);
  expect(behind.heard).toMatchObject([
    { data: undefined, id: `${from}` },
    { data: refetch, id: `${from + 1}` },
  ]);
});

test('who comes back with what is not ours evaluates again, once', async () => {
  const { heard } = await listen(undefined, { 'last-event-id': 'unknown' });
  await kit.createFlag('f');
  const seq = await kit.head();
  await expect.poll(() => heard.at(-1)?.id).toBe(`${seq}`);
  expect(heard.filter(({ data }) => data === refetch)).toHaveLength(2);
});

test('a heartbeat is told to nobody', async () => {
  const { url } = await kit.start({ heartbeatMs: 90 });
  const path = `/ofrep/v1/stream?token=${tokens.mint(holder)}`;
  const { heard } = await kit.listen({ url, path, key: null });
  await expect.poll(() => heard.length).toBeGreaterThan(2);
  expect(heard.slice(1).every(({ data, event }) => data === undefined && event === undefined)).toBe(
    true,
  );
});

test.each([
  ['forged', () => tokens.mint(holder).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
  ['empty', () => ''],
  ['of nobody', () => tokens.mint({ ...holder, keyId: '0190a5f0-0000-7000-8000-000000000001' })],
  ['of no organization', () => tokens.mint({ organizationId: holder.keyId, keyId: holder.keyId })],
])('a token that is %s is 401, in OFREP’s words', async (_what, token) => {
  const { status, text, headers } = await listen(token());
  expect(status).toBe(401);
  await expect.poll(text).toContain('}');
  expect(JSON.parse(text())).toEqual({
    errorCode: 'GENERAL',
    errorDetails: expect.stringContaining('expired') as string,
  });
  expect(headers['access-control-allow-origin']).toBe('*');
});

test('a token opens streams for ten minutes, and not a moment longer', async () => {
  const token = tokens.mint(holder);
  skewMs = 9 * 60_000;
  expect((await listen(token)).status).toBe(200);
  skewMs = 10 * 60_000;
  expect((await listen(token)).status).toBe(401);
});

test('a token of a key that was revoked or has expired is 401', async () => {
  const expiring = await createHolder({ expiresAt: new Date(Date.now() + 60_000) });
  await kit.catchUp();
  expect((await listen(tokens.mint(expiring))).status).toBe(200);
  skewMs = 2 * 60_000;
  expect((await listen(tokens.mint(expiring))).status).toBe(401);
  await revokeApiKey(kit.ctx, holder);
  await kit.catchUp();
  expect((await listen()).status).toBe(401);
});

test('without a token it is 400', async () => {
  expect((await kit.listen({ path: '/ofrep/v1/stream', key: null })).status).toBe(400);
});

test('a token of a key that this node has not heard of yet opens its stream at once', async () => {
  const ctx = { ...kit.ctx, hints: noHints };
  const { id: keyId } = await createApiKey(ctx, {
    ...kit.shop,
    kind: 'sdk',
    name: 'New',
    tag: 't',
  });
  const { organizationId } = kit.shop;
  expect(kit.node.replica.findKeyById(organizationId, keyId)).toBeUndefined();
  expect((await listen(tokens.mint({ organizationId, keyId }))).status).toBe(200);
});

test('while nobody can tell whether a key still stands it is 503, never 401', async () => {
  const { replica } = kit.node;
  const path = `/ofrep/v1/stream?token=${tokens.mint(holder)}`;
  for (const away of [{ isReady: () => false }, { trustsKeys: () => false }]) {
    const { url } = await kit.start({ replica: { ...replica, ...away } });
    for (const asked of [{ path, key: null }, {}]) {
      const { status, headers } = await kit.listen({ url, ...asked });
      expect([status, headers['retry-after']]).toEqual([503, '2']);
    }
  }
});
