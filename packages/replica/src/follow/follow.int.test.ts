import { randomUUID } from 'node:crypto';

import { apiKeyHashText } from '@halyard/auth';
import { createApiKey, deleteFlag, toggleFlag } from '@halyard/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';

import {
  createReplicaKit,
  isMember,
  isOn,
  never,
  type ReplicaKit,
  type Shop,
  type StartedReplica,
} from '../testing/replica-kit.ts';
import { segmentDocument } from '../testing/write.ts';

let kit: ReplicaKit;
let shop: Shop;

beforeAll(async () => {
  kit = await createReplicaKit(inject('postgresUrl'));
});

beforeEach(async () => {
  shop = await kit.createShop();
});

afterAll(() => kit.close());

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

  test('a segment is created, gets rules that keep its members, and is deleted', async () => {
    const segment = segmentDocument(shop.organizationId, 'beta');
    await kit.writer.putSegment(segment);
    await kit.writer.addMembers(segment, ['ann', 'bob']);
    await expect.poll(() => isMember(replica, shop, 'beta', 'ann')).toBe(true);
    expect(isMember(replica, shop, 'beta', 'rob')).toBe(false);
    await kit.writer.putSegment({ ...segment, version: 2, rules });
    await expect.poll(() => isMember(replica, shop, 'beta', 'rob')).toBe(true);
    expect(isMember(replica, shop, 'beta', 'ann')).toBe(true);
    await kit.writer.removeMembers(segment, ['ann']);
    await expect.poll(() => isMember(replica, shop, 'beta', 'ann')).toBe(false);
    expect(isMember(replica, shop, 'beta', 'bob')).toBe(true);
    await kit.writer.deleteSegment(segment);
    await expect.poll(() => isMember(replica, shop, 'beta', 'bob')).toBe(undefined);
  });

  test('members that a change only counts are read', async () => {
    const segment = segmentDocument(shop.organizationId, 'many');
    await kit.writer.putSegment(segment);
    await kit.writer.addMembers(segment, ['ann', 'bob'], true);
    await expect.poll(() => isMember(replica, shop, 'many', 'bob')).toBe(true);
    await kit.writer.addMembers(segment, ['eve']);
    await expect.poll(() => isMember(replica, shop, 'many', 'eve')).toBe(true);
    expect(isMember(replica, shop, 'many', 'ann')).toBe(true);
  });

  test('a key is created and revoked', async () => {
    const { id, secret } = await createApiKey(kit.ctx, {
      ...shop,
      kind: 'server',
      name: 'K',
      tag: 't',
    });
    const hash = apiKeyHashText(secret);
    await expect.poll(() => replica.findKey(hash)).toMatchObject({ id, trusted: true });
    await kit.writer.revokeKey(shop.organizationId, id);
    await expect.poll(() => replica.findKey(hash)).toBe(undefined);
  });

  test('a plan’s state changes', async () => {
    await kit.writer.blockPlan(shop.organizationId, '2026-11');
    await expect
      .poll(() => replica.findOrganization(shop.organizationId)?.usage)
      .toEqual({ month: '2026-11', level: 'blocked' });
  });

  test('an organization is created, and is all there', async () => {
    const other = await kit.createShop();
    await kit.createFlag(other, 'f');
    await expect.poll(() => isOn(replica, other, 'f')).toBe(true);
    expect(replica.findOrganization(other.organizationId)).toMatchObject({ name: 'Acme' });
  });

  test('derived changes and applications leave what is known as it is', async () => {
    await kit.createFlag(shop, 'f');
    await kit.writer.write(shop.organizationId, () =>
      Promise.resolve({
        kind: 'derived',
        entity_id: shop.organizationId,
        action: 'derived',
        document: { flag_ids: null },
      }),
    );
    await kit.createFlag(shop, 'g');
    await expect.poll(() => isOn(replica, shop, 'g')).toBe(true);
    expect(isOn(replica, shop, 'f')).toBe(true);
  });

  test('a change that cannot be applied is reported, and what follows arrives', async () => {
    const applied = await kit.createFlag(shop, 'f');
    await expect.poll(() => isOn(replica, shop, 'f')).toBe(true);
    await kit.writer.write(shop.organizationId, () =>
      Promise.resolve({
        kind: 'from_the_future' as 'derived',
        entity_id: randomUUID(),
        action: 'made',
        document: { flag_ids: null },
      }),
    );
    await toggle(applied.id, false);
    await expect.poll(() => isOn(replica, shop, 'f')).toBe(false);
    const reported = replica.events.filter(({ kind }) => kind === 'change_not_applied');
    expect(reported).toMatchObject([{ organizationId: shop.organizationId }]);
  });
});
