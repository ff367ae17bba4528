import type { Role } from '@halyard/auth';
import { describe, expect, test } from 'vitest';

import type { Context } from '../context/context.ts';
import { createMember, createUser } from '../fixtures/members.ts';
import { createShop } from '../fixtures/shop.ts';
import { useDomain } from '../fixtures/use-domain.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { addMember } from './add.ts';
import { changeMemberRole } from './change-role.ts';
import { removeMember } from './remove.ts';

const domain = useDomain();

const join = (role: Role) => createMember(domain.ctx, domain.shop.organizationId, role);
const refer = (userId: string) => ({ organizationId: domain.shop.organizationId, userId });
const change = (by: Context, userId: string, role: Role) =>
  changeMemberRole(by, { ...refer(userId), role });
const remove = (by: Context, userId: string) => removeMember(by, refer(userId));
const roleOf = async (userId: string) =>
  (await domain.database.membership.findFirst({ where: refer(userId) }))?.role;
const countOwners = () =>
  domain.database.membership.count({
    where: { organizationId: domain.shop.organizationId, role: 'OWNER' },
  });

const forbidden = { code: 'forbidden' };
const missing = { code: 'not_found' };
const conflict = { code: 'conflict' };

describe('who joins', () => {
  test('is audited by id and role, without a name or an address; nodes learn nothing', async () => {
    const { seq } = await domain.head();
    const { userId } = await join('DEVELOPER');
    expect(await domain.lastAudited()).toMatchObject({
      entity_type: 'member',
      entity_id: userId,
      action: 'member_joined',
      changes: { before: null, after: { role: 'DEVELOPER' } },
    });
    expect(JSON.stringify(await domain.lastAudited())).not.toContain('example.com');
    expect((await domain.head()).seq).toBe(seq);
  });

  test('twice is a conflict, at the same time too', async () => {
    const userId = await createUser(domain.ctx);
    const add = () =>
      withTransaction(domain.ctx, (tx) =>
        addMember(tx, {
          organizationId: domain.shop.organizationId,
          user: { id: userId, email: 'somebody@example.com' },
          role: 'VIEWER',
        }),
      );
    const outcomes = await Promise.allSettled([add(), add()]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(add()).rejects.toMatchObject(conflict);
  });
});

describe('a role', () => {
  test('is changed by an administrator, and audited', async () => {
    const admin = await join('ADMIN');
    const { userId } = await join('VIEWER');
    await change(admin.ctx, userId, 'RELEASE_MANAGER');
    expect(await roleOf(userId)).toBe('RELEASE_MANAGER');
    expect(await domain.lastAudited()).toMatchObject({
      entity_type: 'member',
      entity_id: userId,
      action: 'role_changed',
      changes: { before: { role: 'VIEWER' }, after: { role: 'RELEASE_MANAGER' } },
    });
  });

  test('that is theirs already changes nothing', async () => {
    const { userId } = await join('VIEWER');
    const before = await domain.head();
    await change(domain.ctx, userId, 'VIEWER');
    expect(await domain.head()).toEqual(before);
  });

  test('of an owner is given and taken by an owner alone', async () => {
    const [owner, admin] = [await join('OWNER'), await join('ADMIN')];
    await join('OWNER');
    await expect(change(admin.ctx, admin.userId, 'OWNER')).rejects.toMatchObject(forbidden);
    await expect(change(admin.ctx, owner.userId, 'ADMIN')).rejects.toMatchObject(forbidden);
    await expect(remove(admin.ctx, owner.userId)).rejects.toMatchObject(forbidden);
    await change(owner.ctx, admin.userId, 'OWNER');
    expect(await roleOf(admin.userId)).toBe('OWNER');
    await change(owner.ctx, admin.userId, 'VIEWER');
    expect(await roleOf(admin.userId)).toBe('VIEWER');
  });

  test('that is none is refused', async () => {
    const { userId } = await join('VIEWER');
    const refused = { code: 'invalid_request', details: [{ field: 'role' }] };
    await expect(change(domain.ctx, userId, 'KING' as Role)).rejects.toMatchObject(refused);
  });
});

describe('the last owner', () => {
  test('keeps their role, and does not leave', async () => {
    const owner = await join('OWNER');
    await expect(change(owner.ctx, owner.userId, 'ADMIN')).rejects.toMatchObject(conflict);
    await expect(remove(owner.ctx, owner.userId)).rejects.toMatchObject(conflict);
    await expect(remove(domain.ctx, owner.userId)).rejects.toMatchObject(conflict);
    expect(await roleOf(owner.userId)).toBe('OWNER');
  });

  test.each([1, 2, 3])('stays, however many leave or step down at once (%i)', async () => {
    const owners = [await join('OWNER'), await join('OWNER'), await join('OWNER')];
    const outcomes = await Promise.allSettled(
      owners.map(({ ctx, userId }, index) =>
        index === 0 ? change(ctx, userId, 'VIEWER') : remove(ctx, userId),
      ),
    );
    const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refusals).toMatchObject([conflict]);
    expect(await countOwners()).toBe(1);
  });
});

describe('a member', () => {
  test('is removed by an administrator, and audited', async () => {
    const admin = await join('ADMIN');
    const { userId } = await join('DEVELOPER');
    await remove(admin.ctx, userId);
    expect(await roleOf(userId)).toBeUndefined();
    expect(await domain.lastAudited()).toMatchObject({
      entity_id: userId,
      action: 'member_removed',
      changes: { before: { role: 'DEVELOPER' }, after: null },
    });
    expect(await domain.database.user.count({ where: { id: userId } })).toBe(1);
  });

  test('of any role may leave', async () => {
    const { userId, ctx } = await join('VIEWER');
    await remove(ctx, userId);
    expect(await roleOf(userId)).toBeUndefined();
  });

  test.each(['VIEWER', 'RELEASE_MANAGER'] as const)('is not removed by a %s', async (role) => {
    const { userId } = await join('VIEWER');
    const other = await join(role);
    await expect(remove(other.ctx, userId)).rejects.toMatchObject(forbidden);
    await expect(change(other.ctx, userId, 'DEVELOPER')).rejects.toMatchObject(forbidden);
  });

  test('of another organization, or nobody, is not found', async () => {
    const { organizationId } = await createShop(domain.ctx);
    const elsewhere = await createMember(domain.ctx, organizationId, 'VIEWER');
    const admin = await join('ADMIN');
    for (const userId of [elsewhere.userId, crypto.randomUUID(), 'x']) {
      await expect(change(admin.ctx, userId, 'VIEWER')).rejects.toMatchObject(missing);
      await expect(remove(admin.ctx, userId)).rejects.toMatchObject(missing);
    }
    const foreign = removeMember(elsewhere.ctx, refer(elsewhere.userId));
    await expect(foreign).rejects.toMatchObject(forbidden);
  });
});
