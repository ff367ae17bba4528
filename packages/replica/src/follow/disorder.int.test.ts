import { toFlagDocument } from '@halyard/database';
import { toggleFlag } from '@halyard/domain';
import { beforeEach, describe, expect, test } from 'vitest';

import { isMember, isOn, useReplicaKit, type StartedReplica } from '../testing/replica-kit.ts';
import type { Shop } from '../testing/shop.ts';

const kit = useReplicaKit();

let shop: Shop;
let replica: StartedReplica;
let flagId: string;

beforeEach(async () => {
  kit.hints.flow();
  shop = await kit.createShop();
  ({ id: flagId } = await kit.createFlag(shop, 'f'));
  replica = await kit.start({ hints: kit.hints });
  kit.hints.hold();
});

const toggle = async (enabled: boolean) => {
  const { organizationId } = shop;
  await toggleFlag(kit.ctx, { organizationId, flagId, environment: 'production', enabled });
  return kit.hints.sent.at(-1)!;
};

describe('hints', () => {
  test('are applied at once, without a query', async () => {
    const hint = await toggle(false);
    const queries = kit.countQueries();
    kit.hints.deliver(hint);
    expect(isOn(replica, shop, 'f')).toBe(false);
    expect(kit.countQueries()).toBe(queries);
  });

  test('that come twice are applied once', async () => {
    const hint = await toggle(false);
    const { changesApplied } = replica.count();
    kit.hints.deliver(hint);
    kit.hints.deliver(hint);
    expect(replica.count().changesApplied).toBe(changesApplied + 1);
  });

  test('that come late do not undo what is newer', async () => {
    const off = await toggle(false);
    const on = await toggle(true);
    kit.hints.deliver(on);
    await expect.poll(() => replica.count().changesApplied).toBe(2);
    kit.hints.deliver(off);
    expect(isOn(replica, shop, 'f')).toBe(true);
    expect(replica.count()).toMatchObject({ changesApplied: 2, gapsHealed: 1 });
  });

  test('without changes let the log be read', async () => {
    const { organization_id, seq } = await toggle(false);
    kit.hints.deliver({ organization_id, seq });
    await expect.poll(() => isOn(replica, shop, 'f')).toBe(false);
  });

  test('that are lost are made up for by the next one', async () => {
    await kit.createFlag(shop, 'lost');
    kit.hints.deliver(await toggle(false));
    await expect.poll(() => isOn(replica, shop, 'f')).toBe(false);
    expect(isOn(replica, shop, 'lost')).toBe(true);
  });

  test('that were all lost are made up for when the source says that there is a gap', async () => {
    await toggle(false);
    kit.hints.gap();
    await expect.poll(() => isOn(replica, shop, 'f')).toBe(false);
  });

  test('in whatever order and number lead to what was written last', async () => {
    for (let turn = 0; turn < 15; turn++) await toggle(turn % 2 === 1);
    const { sent } = kit.hints;
    const shuffled = [...sent, ...sent].toSorted(
      (one, other) => ((one.seq * 7) % 11) - ((other.seq * 7) % 11),
    );
    for (const hint of shuffled) kit.hints.deliver(hint);
    await expect.poll(() => replica.count().changesApplied).toBe(15);
    expect(isOn(replica, shop, 'f')).toBe(false);
  });

  test('during a read of the log are not lost', async () => {
    const first = await toggle(false);
    kit.hints.deliver({ ...first, changes: [] });
    kit.hints.deliver(await toggle(true));
    kit.hints.deliver(await toggle(false));
    await expect.poll(() => replica.count().changesApplied).toBe(3);
    expect(isOn(replica, shop, 'f')).toBe(false);
  });
});

describe('an organization', () => {
  test('is loaded anew when its log no longer reaches back to where this node is', async () => {
    await toggle(false);
    await toggle(true);
    const last = await toggle(false);
    await kit.database.change.deleteMany({
      where: { organizationId: shop.organizationId, seq: { lt: last.seq } },
    });
    kit.hints.deliver({ ...last });
    await expect.poll(() => isOn(replica, shop, 'f')).toBe(false);
    expect(replica.count()).toMatchObject({ reloads: 1, changesApplied: 0 });
  });

  test('is loaded anew when nothing is left of its log', async () => {
    await toggle(false);
    await kit.database.change.deleteMany({ where: { organizationId: shop.organizationId } });
    kit.hints.gap();
    await expect.poll(() => isOn(replica, shop, 'f')).toBe(false);
    expect(replica.count()).toMatchObject({ reloads: 1 });
  });

  test('is loaded anew when its head is behind this node: the database was restored', async () => {
    kit.hints.deliver(await toggle(false));
    await kit.database.changeHead.update({
      where: { organizationId: shop.organizationId },
      data: { seq: { decrement: 1 } },
    });
    await kit.database.flag.deleteMany({ where: { id: flagId } });
    kit.hints.gap();
    await expect.poll(() => isOn(replica, shop, 'f')).toBe(undefined);
  });

  test('that is gone is dropped with its keys', async () => {
    const before = replica.count();
    await kit.database.organization.delete({ where: { id: shop.organizationId } });
    kit.hints.gap();
    await expect.poll(() => replica.find(shop.organizationId)?.dataSet).toBe(undefined);
    expect(replica.count().organizations).toBe(before.organizations - 1);
  });

  test('that is new is built from its hints alone, without a query', async () => {
    const other = await kit.createShop();
    await kit.createFlag(other, 'f');
    const sent = [...kit.hints.sent];
    const queries = kit.countQueries();
    for (const hint of sent) kit.hints.deliver(hint);
    expect(isOn(replica, other, 'f')).toBe(true);
    expect(kit.countQueries()).toBe(queries);
  });

  test('that is new is loaded when its first hint was lost', async () => {
    const other = await kit.createShop();
    await kit.createFlag(other, 'f');
    kit.hints.deliver(kit.hints.sent.at(-1)!);
    await expect.poll(() => isOn(replica, other, 'f')).toBe(true);
  });

  test('with more changes than one batch catches up with all of them', async () => {
    const { segmentId } = await kit.createSegment(shop, 'beta');
    const { database } = kit;
    // As so many calls of a verb would; they would take long.
    await database.$executeRaw`
      INSERT INTO change (organization_id, seq, kind, entity_id, action, document, created_at)
      SELECT organization_id, seq + n, 'segment_members', ${segmentId}::uuid, 'updated',
        json_build_object('version', 1 + n,
          'included', json_build_object('added', json_build_array('user-' || n), 'removed', '[]'::json),
          'excluded', json_build_object('added', '[]'::json, 'removed', '[]'::json)), now()
      FROM change_head, generate_series(1, 1200) n
      WHERE organization_id = ${shop.organizationId}::uuid`;
    await database.changeHead.update({
      where: { organizationId: shop.organizationId },
      data: { seq: { increment: 1_200 } },
    });
    kit.hints.gap();
    await expect.poll(() => isMember(replica, shop, 'beta', 'user-1200')).toBe(true);
    expect(replica.count()).toMatchObject({ changesApplied: 1_201, gapsHealed: 1, reloads: 0 });
  });
});

test('a flag that cannot be evaluated is reported once a change, with fields and no values', async () => {
  const { organizationId } = shop;
  const poll = await kit.start({ pollIntervalMs: 10 });
  await kit.database.$executeRaw`
    UPDATE flag SET definition = jsonb_set(definition, '{environments,production,rules}',
      '[{"id": "r", "when": {"segment": "nowhere"}, "serve": {"enabled": true}}]')
    WHERE id = ${flagId}::uuid`;
  const broken = await kit.database.flag.findFirstOrThrow({ where: { id: flagId } });
  const reports = () => poll.events.filter(({ kind }) => kind === 'flag_broken');
  const write = () =>
    kit.rows.logChange(organizationId, {
      kind: 'flag',
      entity_id: flagId,
      action: 'updated',
      document: { ...toFlagDocument(broken), version: broken.version + reports().length + 1 },
    });
  await write();
  await expect.poll(reports).toEqual([
    {
      kind: 'flag_broken',
      organizationId,
      id: flagId,
      key: 'f',
      fields: ['environments.production.rules[0].when.segment'],
    },
  ]);
  expect(poll.count().brokenFlags).toBe(1);
  await kit.createFlag(shop, 'other');
  await expect.poll(() => isOn(poll, shop, 'other')).toBe(true);
  expect(reports()).toHaveLength(1);
  await write();
  await expect.poll(() => reports().length).toBe(2);
});
