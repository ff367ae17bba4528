import { randomUUID } from 'node:crypto';

import {
  changeSegmentMembers,
  createApplication,
  deleteApplication,
  deleteFlag,
  deleteOrganization,
  deleteSegment,
  deriveChanges,
  revokeApiKey,
  toggleFlag,
  updateSegment,
} from '@halyard/domain';
import { beforeEach, describe, expect, test } from 'vitest';

import {
  isMember,
  isOn,
  never,
  useReplicaKit,
  type StartedReplica,
} from '../testing/replica-kit.ts';
import type { Shop } from '../testing/shop.ts';

const kit = useReplicaKit();

let shop: Shop;

beforeEach(async () => {
  shop = await kit.createShop();
});

const rules = { attribute: 'user_id', operator: 'starts_with', values: ['r'] };
const toggle = (flagId: string, enabled: boolean) =>
  toggleFlag(kit.ctx, {
    organizationId: shop.organizationId,
    flagId,
    environment: 'production',
    enabled,
  });

describe.each([
  ['hints alone', { hints: true, pollIntervalMs: never }],
  ['polling alone', { hints: false, pollIntervalMs: 20 }],
])('by %s', (_how, { hints, pollIntervalMs }) => {
  let replica: StartedReplica;

  beforeEach(async () => {
    replica = await kit.start({ pollIntervalMs, ...(hints && { hints: kit.hints }) });
  });

  test('a flag is created, toggled and deleted', async () => {
    const flag = await kit.createFlag(shop, 'f');
    await expect.poll(() => isOn(replica, shop, 'f')).toBe(true);
    await toggle(flag.id, false);
    await expect.poll(() => isOn(replica, shop, 'f')).toBe(false);
    await deleteFlag(kit.ctx, { organizationId: shop.organizationId, flagId: flag.id });
    await expect.poll(() => isOn(replica, shop, 'f')).toBe(undefined);
  });

  test('an application goes with its flags and keys', async () => {
    const { hash } = await kit.createKey(shop);
    await kit.createFlag(shop, 'f');
    await expect.poll(() => isOn(replica, shop, 'f')).toBe(true);
    await deleteApplication(kit.ctx, shop);
    await expect.poll(() => isOn(replica, shop, 'f')).toBe(undefined);
    expect(replica.findKey(hash)).toBe(undefined);
  });

  test('an organization goes with its keys', async () => {
    const { organizationId } = shop;
    const { hash } = await kit.createKey(shop);
    await expect.poll(() => replica.findKey(hash)).toBeDefined();
    await deleteOrganization(kit.ctx, { organizationId, confirm: 'Acme' });
    await expect.poll(() => replica.find(organizationId)).toBe(undefined);
    expect(replica.findKey(hash)).toBe(undefined);
  });

  test('a segment is created, gets rules that keep its members, and is deleted', async () => {
    const segment = await kit.createSegment(shop, 'beta');
    await changeSegmentMembers(kit.ctx, { ...segment, included: { add: ['ann', 'bob'] } });
    await expect.poll(() => isMember(replica, shop, 'beta', 'ann')).toBe(true);
    expect(isMember(replica, shop, 'beta', 'rob')).toBe(false);
    await updateSegment(kit.ctx, { ...segment, change: { patch: { rules } } });
    await expect.poll(() => isMember(replica, shop, 'beta', 'rob')).toBe(true);
    expect(isMember(replica, shop, 'beta', 'ann')).toBe(true);
    await changeSegmentMembers(kit.ctx, { ...segment, included: { remove: ['ann'] } });
    await expect.poll(() => isMember(replica, shop, 'beta', 'ann')).toBe(false);
    expect(isMember(replica, shop, 'beta', 'bob')).toBe(true);
    await deleteSegment(kit.ctx, segment);
    await expect.poll(() => isMember(replica, shop, 'beta', 'bob')).toBe(undefined);
  });

  test('members that a change only counts are read', async () => {
    const segment = await kit.createSegment(shop, 'many');
    const many = Array.from({ length: 1_001 }, (_, n) => `user-${n}`);
    await changeSegmentMembers(kit.ctx, { ...segment, included: { add: many } });
    await expect.poll(() => isMember(replica, shop, 'many', 'user-1000')).toBe(true);
    await changeSegmentMembers(kit.ctx, { ...segment, included: { add: ['eve'] } });
    await expect.poll(() => isMember(replica, shop, 'many', 'eve')).toBe(true);
    expect(isMember(replica, shop, 'many', 'user-0')).toBe(true);
  });

  test('a key is created and revoked', async () => {
    const { id, hash, reference } = await kit.createKey(shop, { kind: 'server' });
    await expect.poll(() => replica.findKey(hash)).toMatchObject({ id, trusted: true });
    await revokeApiKey(kit.ctx, reference);
    await expect.poll(() => replica.findKey(hash)).toBe(undefined);
  });

  test('a plan’s state changes', async () => {
    await kit.rows.blockPlan(shop.organizationId, '2026-11');
    await expect
      .poll(() => replica.find(shop.organizationId)?.document?.usage)
      .toEqual({ month: '2026-11', level: 'blocked' });
  });

  test('an organization is created, and is all there', async () => {
    const other = await kit.createShop();
    await kit.createFlag(other, 'f');
    await expect.poll(() => isOn(replica, other, 'f')).toBe(true);
    expect(replica.find(other.organizationId)?.document).toMatchObject({ name: 'Acme' });
  });

  test('derived changes and applications leave what is known as it is', async () => {
    const { organizationId } = shop;
    const flag = await kit.createFlag(shop, 'f');
    await kit.createFlag(shop, 'top', { prerequisites: [{ flag: flag.id }] });
    await toggle(flag.id, false);
    await deriveChanges(kit.ctx);
    expect(await kit.database.change.count({ where: { organizationId, kind: 'derived' } })).toBe(1);
    await createApplication(kit.ctx, { organizationId, name: 'Other' });
    await kit.createFlag(shop, 'g');
    await expect.poll(() => isOn(replica, shop, 'g')).toBe(true);
    expect(isOn(replica, shop, 'f')).toBe(false);
    expect(replica.events).toEqual([]);
  });

  test('a change that cannot be applied is reported, and what follows arrives', async () => {
    const applied = await kit.createFlag(shop, 'f');
    await expect.poll(() => isOn(replica, shop, 'f')).toBe(true);
    await kit.rows.logChange(shop.organizationId, {
      kind: 'from_the_future' as 'derived',
      entity_id: randomUUID(),
      action: 'made',
      document: { flag_ids: null },
    });
    await toggle(applied.id, false);
    await expect.poll(() => isOn(replica, shop, 'f')).toBe(false);
    const reported = replica.events.filter(({ kind }) => kind === 'change_not_applied');
    expect(reported).toMatchObject([{ organizationId: shop.organizationId }]);
  });
});
