import type { Change } from '@halyard/contracts';
import { archiveFlag, deleteFlag, revokeApiKey, toggleFlag } from '@halyard/domain';
import { beforeEach, expect, test } from 'vitest';

import { isOn, useReplicaKit, type StartedReplica } from './testing/replica-kit.ts';
import type { Shop } from './testing/shop.ts';

const kit = useReplicaKit();

let shop: Shop;
let replica: StartedReplica;

beforeEach(async () => {
  shop = await kit.createShop();
  replica = await kit.start({ hints: kit.hints });
});

/** What the replica tells from now on, and whether the flag `f` was on by then. */
function listen() {
  const told: { change: Change; isOn: boolean | undefined }[] = [];
  const reloads: string[] = [];
  const unsubscribe = replica.subscribe({
    onChange: (_organization, change) => told.push({ change, isOn: isOn(replica, shop, 'f') }),
    onReload: (organizationId) => reloads.push(organizationId),
  });
  return { told, reloads, unsubscribe };
}

const toggle = (flagId: string, enabled: boolean) =>
  toggleFlag(kit.ctx, { ...shop, flagId, environment: 'production', enabled });

test('every change is told once, in the order of the log, after it was applied', async () => {
  const { told } = listen();
  const { id } = await kit.createFlag(shop, 'f');
  await toggle(id, false);
  await toggle(id, true);
  await expect.poll(() => told).toHaveLength(3);
  const [first] = told;
  expect(told.map(({ change: { seq, action }, isOn }) => [seq, action, isOn])).toEqual([
    [first!.change.seq, 'created', true],
    [first!.change.seq + 1, 'toggled', false],
    [first!.change.seq + 2, 'toggled', true],
  ]);
});

test('who has unsubscribed is told nothing more', async () => {
  const former = listen();
  const { told } = listen();
  former.unsubscribe();
  await kit.createFlag(shop, 'f');
  await expect.poll(() => told).toHaveLength(1);
  expect(former.told).toEqual([]);
});

test('what the log no longer tells change by change is told as a reload', async () => {
  const { told, reloads } = listen();
  kit.hints.hold();
  await kit.createFlag(shop, 'f');
  await kit.database.change.deleteMany({ where: { organizationId: shop.organizationId } });
  await replica.catchUp(shop.organizationId);
  expect(isOn(replica, shop, 'f')).toBe(true);
  expect({ told, reloads }).toEqual({ told: [], reloads: [shop.organizationId] });
  kit.hints.flow();
});

test('a key is found by its id until it is revoked', async () => {
  const { id, hash, reference } = await kit.createKey(shop);
  await expect.poll(() => replica.findKey(hash)).toMatchObject({ id });
  expect(replica.findKeyById(shop.organizationId, id)).toEqual(replica.findKey(hash));
  await revokeApiKey(kit.ctx, reference);
  await expect.poll(() => replica.findKeyById(shop.organizationId, id)).toBeUndefined();
  expect(replica.findKeyById(id, id)).toBeUndefined();
});

test('any part of a log can be read, also how each flag first came or went', async () => {
  const one = await kit.createFlag(shop, 'one');
  const two = await kit.createFlag(shop, 'two');
  const { organizationId } = shop;
  const before = await replica.readChanges(organizationId, { after: 0 });
  await toggle(one.id, false);
  await archiveFlag(kit.ctx, { organizationId, flagId: two.id });
  await deleteFlag(kit.ctx, { organizationId, flagId: two.id });
  const after = before.at(-1)!.seq;
  const actions = async (range: object) =>
    (await replica.readChanges(organizationId, { after, ...range })).map(({ action }) => action);
  expect(await actions({})).toEqual(['toggled', 'archived', 'deleted']);
  expect(await actions({ upTo: after + 2 })).toEqual(['toggled', 'archived']);
  expect(await actions({ only: 'flag_status' })).toEqual(['archived']);
});
