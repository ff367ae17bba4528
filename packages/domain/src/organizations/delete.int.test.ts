import { expect, test } from 'vitest';

import { createMember } from '../fixtures/members.ts';
import { createShop } from '../fixtures/shop.ts';
import { onInProduction, useFlags } from '../fixtures/use-flags.ts';
import { createApiKey } from '../keys/create.ts';
import { inviteMember } from '../members/invite.ts';
import { changeSegmentMembers } from '../segments/change-members.ts';
import { createSegment } from '../segments/create.ts';
import { deleteOrganization } from './delete.ts';

const { domain, create } = useFlags();

const remove = (confirm: string, by = domain.asMember('OWNER')) =>
  deleteOrganization(by, { organizationId: domain.shop.organizationId, confirm });
const count = (organizationId: string) =>
  domain.database.organization.count({ where: { id: organizationId } });

/** Flags, segments and keys that need each other. */
async function fill() {
  const { organizationId } = domain.shop;
  const named = (name: string, rules?: object) =>
    createSegment(domain.ctx, { organizationId, key: name, fields: { name, ...rules } });
  const { id: segmentId } = await named('staff');
  await changeSegmentMembers(domain.ctx, {
    organizationId,
    segmentId,
    included: { add: ['ada'] },
  });
  await named('nested', { rules: { segment: 'staff' } });
  const { id } = await create('used');
  const targeting = { segment: 'nested', operator: 'in' };
  await create('user', onInProduction({ prerequisites: [{ flag: id }], targeting }));
  const key = { kind: 'sdk', name: 'K', tag: 'k', environment: 'production' } as const;
  await createApiKey(domain.ctx, { ...domain.shop, ...key });
  await createMember(domain.ctx, organizationId, 'OWNER');
  await inviteMember(domain.ctx, { organizationId, email: 'a@example.com', role: 'VIEWER' });
}

test('an organization goes with everything in it, and no other does', async () => {
  await fill();
  const other = await createShop(domain.ctx);
  await remove('Acme');
  expect(await count(domain.shop.organizationId)).toBe(0);
  const where = { organizationId: domain.shop.organizationId };
  expect(await domain.database.flag.count({ where })).toBe(0);
  expect(await domain.database.auditEntry.count({ where })).toBe(0);
  expect(await count(other.organizationId)).toBe(1);
});

test('without its name nothing is deleted', async () => {
  const refused = { code: 'invalid_request', details: [{ field: 'confirm' }] };
  await expect(remove('acme')).rejects.toMatchObject(refused);
  expect(await count(domain.shop.organizationId)).toBe(1);
});

test('an administrator does not delete it', async () => {
  const refused = remove('Acme', domain.asMember('ADMIN'));
  await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
});

test('twice, at the same time too, is once', async () => {
  await fill();
  const outcomes = await Promise.allSettled([remove('Acme'), remove('Acme')]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(remove('Acme')).rejects.toMatchObject({ code: 'not_found' });
});

test('it goes while flags are made in it: they go as well, or are refused with a reason', async () => {
  const flags = Array.from({ length: 8 }, (_, index) => create(`f${index}`));
  const [deleted, ...made] = await Promise.allSettled([remove('Acme'), ...flags]);
  expect(deleted.status).toBe('fulfilled');
  for (const one of made) {
    if (one.status === 'rejected') expect(one.reason).toHaveProperty('name', 'AppError');
  }
  expect(await count(domain.shop.organizationId)).toBe(0);
});
