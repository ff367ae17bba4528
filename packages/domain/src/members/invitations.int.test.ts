import { createHash } from 'node:crypto';

import type { Role } from '@halyard/auth';
import { describe, expect, test } from 'vitest';

import type { Context } from '../context/context.ts';
import { createUser } from '../fixtures/members.ts';
import { createShop } from '../fixtures/shop.ts';
import { useDomain } from '../fixtures/use-domain.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { addMember } from './add.ts';
import { inviteMember } from './invite.ts';
import { revokeInvitation } from './revoke-invitation.ts';

const start = Date.UTC(2030, 0, 1);
const weekMs = 7 * 24 * 60 * 60 * 1_000;

const domain = useDomain({ now: () => new Date(start) });

const invite = (by: Context, email = 'ada@example.com', role: Role = 'DEVELOPER') =>
  inviteMember(by, { organizationId: domain.shop.organizationId, email, role });
const revoke = (by: Context, invitationId: string) =>
  revokeInvitation(by, { organizationId: domain.shop.organizationId, invitationId });
const links = () =>
  domain.database.oneTimeLink.findMany({
    where: { organizationId: domain.shop.organizationId },
    orderBy: { email: 'asc' },
  });

describe('an invitation', () => {
  test('is a link that holds for a week, of which the hash alone is kept', async () => {
    const admin = domain.asMember('ADMIN');
    const { id, token } = await invite(admin, ' Ada@Example.com ');
    const [link, ...others] = await links();
    expect(others).toEqual([]);
    expect(link).toMatchObject({
      id,
      kind: 'invitation',
      email: 'ada@example.com',
      role: 'DEVELOPER',
      userId: null,
      createdBy: 'userId' in admin.actor && admin.actor.userId,
      expiresAt: new Date(start + weekMs),
    });
    expect(token).toMatch(/^[\w-]{43}$/);
    const hash = createHash('sha256').update(token).digest();
    expect(Buffer.from(link!.hash).equals(hash)).toBe(true);
  });

  test('is audited without the address or the token', async () => {
    const { id, token } = await invite(domain.asMember('ADMIN'));
    const audited = await domain.lastAudited();
    expect(audited).toMatchObject({
      entity_type: 'invitation',
      entity_id: id,
      action: 'member_invited',
      changes: { before: null, after: { role: 'DEVELOPER' } },
    });
    expect(JSON.stringify(audited)).not.toContain('ada@');
    expect(JSON.stringify(audited)).not.toContain(token);
  });

  test('takes the place of an earlier one to the same address, at the same time too', async () => {
    await invite(domain.ctx);
    await invite(domain.ctx, 'other@example.com');
    await Promise.all([invite(domain.ctx), invite(domain.ctx, 'ADA@example.com')]);
    const emails = (await links()).map(({ email }) => email);
    expect(emails).toEqual(['ada@example.com', 'other@example.com']);
  });

  test('to somebody with an account is theirs', async () => {
    const email = `${crypto.randomUUID()}@example.com`;
    const userId = await createUser(domain.ctx, email);
    await invite(domain.ctx, email);
    expect(await links()).toMatchObject([{ userId }]);
  });

  test('to who is a member already is a conflict', async () => {
    const email = `${crypto.randomUUID()}@example.com`;
    const userId = await createUser(domain.ctx, email);
    const { organizationId } = domain.shop;
    await withTransaction(domain.ctx, (tx) =>
      addMember(tx, { organizationId, user: { id: userId, email }, role: 'VIEWER' }),
    );
    await expect(invite(domain.ctx, email)).rejects.toMatchObject({ code: 'conflict' });
    expect(await links()).toEqual([]);
  });

  test('to be an owner is an owner’s to make, to replace and to take back', async () => {
    const admin = domain.asMember('ADMIN');
    const forbidden = { code: 'forbidden' };
    await expect(invite(admin, undefined, 'OWNER')).rejects.toMatchObject(forbidden);
    const { id } = await invite(domain.asMember('OWNER'), undefined, 'OWNER');
    await expect(invite(admin)).rejects.toMatchObject(forbidden);
    await expect(revoke(admin, id)).rejects.toMatchObject(forbidden);
    await revoke(domain.asMember('OWNER'), id);
    expect(await links()).toEqual([]);
  });

  test.each([
    ['an address that is none', 'ada', 'VIEWER', 'email'],
    ['a role that is none', 'ada@example.com', 'KING', 'role'],
  ])('with %s is refused', async (_what, email, role, field) => {
    const refused = { code: 'invalid_request', details: [{ field }] };
    await expect(invite(domain.ctx, email, role as Role)).rejects.toMatchObject(refused);
  });

  test('is taken back once, and audited', async () => {
    const { id } = await invite(domain.ctx);
    await revoke(domain.asMember('ADMIN'), id);
    expect(await links()).toEqual([]);
    expect(await domain.lastAudited()).toMatchObject({
      entity_id: id,
      action: 'invitation_revoked',
    });
    await expect(revoke(domain.ctx, id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('of another organization, or of none, is not found', async () => {
    const { organizationId } = await createShop(domain.ctx);
    const to = { email: 'a@example.com', role: 'VIEWER' } as const;
    const { id } = await inviteMember(domain.ctx, { organizationId, ...to });
    const none = inviteMember(domain.ctx, { organizationId: crypto.randomUUID(), ...to });
    await expect(none).rejects.toMatchObject({ code: 'not_found' });
    for (const given of [id, crypto.randomUUID(), 'x']) {
      await expect(revoke(domain.ctx, given)).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  test('is not made or taken back by a role that may not', async () => {
    const { id } = await invite(domain.ctx);
    const before = await domain.head();
    const lesser = domain.asMember('RELEASE_MANAGER');
    await expect(invite(lesser)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(revoke(lesser, id)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await domain.head()).toEqual(before);
  });
});
