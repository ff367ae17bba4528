import { randomUUID } from 'node:crypto';

import { apiKeyHashText } from '@halyard/auth';
import { revokeApiKey } from '@halyard/domain';
import { beforeEach, expect, test } from 'vitest';

import { isOn, useReplicaKit } from '../testing/replica-kit.ts';
import type { Shop } from '../testing/shop.ts';

const kit = useReplicaKit();

let shop: Shop;

beforeEach(async () => {
  shop = await kit.createShop();
});

const unknownHash = () => apiKeyHashText(randomUUID());

test('many who ask for one key at once cost one look-up', async () => {
  const replica = await kit.start();
  const { id, hash } = await kit.createKey(shop);
  const found = await Promise.all(Array.from({ length: 50 }, () => replica.lookUpKey(hash)));
  expect(new Set(found.map((key) => key?.id))).toEqual(new Set([id]));
  expect(replica.count().keyLookUps).toBe(1);
  expect(replica.findKey(hash)).toMatchObject({ id });
});

test('a key that is found brings along everything that was written before it', async () => {
  const replica = await kit.start();
  await kit.createFlag(shop, 'f');
  const { hash } = await kit.createKey(shop);
  await replica.lookUpKey(hash);
  expect(isOn(replica, shop, 'f')).toBe(true);
});

test('an unknown key is remembered for two seconds', async () => {
  let nowMs = 0;
  const replica = await kit.start({ now: () => nowMs });
  const hash = unknownHash();
  const queries = kit.countQueries();
  expect(await replica.lookUpKey(hash)).toBe(undefined);
  expect(await replica.lookUpKey(hash)).toBe(undefined);
  expect(kit.countQueries()).toBe(queries + 1);
  nowMs = 2_000;
  expect(await replica.lookUpKey(hash)).toBe(undefined);
  expect(kit.countQueries()).toBe(queries + 2);
});

test('a key that was unknown a moment ago works as soon as its change arrives', async () => {
  const replica = await kit.start({ hints: kit.hints, now: () => 0 });
  const { id, hash, reference } = await kit.createKey(shop);
  await revokeApiKey(kit.ctx, reference);
  expect(await replica.lookUpKey(hash)).toBe(undefined);
  const { applicationId: application_id } = shop;
  await kit.rows.logChange(shop.organizationId, {
    kind: 'api_key',
    entity_id: id,
    action: 'key_created',
    document: { id, application_id, kind: 'sdk', trusted: false, hash },
  });
  expect(await replica.lookUpKey(hash)).toMatchObject({ id });
});

test('a key that the log does not tell of is found all the same', async () => {
  const { id, hash } = await kit.createKey(shop);
  await kit.database.apiKey.updateMany({ where: { id }, data: { revokedAt: new Date() } });
  const replica = await kit.start();
  await kit.database.apiKey.updateMany({ where: { id }, data: { revokedAt: null } });
  expect(await replica.lookUpKey(hash)).toMatchObject({ id });
});

test('look-ups are bounded: what is beyond is unavailable, not unknown', async () => {
  let nowMs = 0;
  const replica = await kit.start({ now: () => nowMs });
  const asked = Array.from({ length: 205 }, () => replica.lookUpKey(unknownHash()));
  const answers = await Promise.allSettled(asked);
  const refused = answers.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(5);
  expect(refused[0]).toMatchObject({ reason: { code: 'unavailable' } });
  nowMs = 1_000;
  expect(await replica.lookUpKey(unknownHash())).toBe(undefined);
});
