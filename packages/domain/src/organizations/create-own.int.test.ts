import { expect, test } from 'vitest';

import { createUser } from '../fixtures/members.ts';
import { useDomain } from '../fixtures/use-domain.ts';
import { createOwnOrganization } from './create-own.ts';

const domain = useDomain();

test('whoever makes an organization is its owner, and is audited in it', async () => {
  const userId = await createUser(domain.ctx);
  const viewer = domain.asMember('VIEWER');
  const ctx = { ...viewer, actor: { ...viewer.actor, userId } } as typeof viewer;
  const { id, plan } = await createOwnOrganization(ctx, { name: ' Mine ' });
  const where = { organizationId: id };
  expect(await domain.database.organization.findUnique({ where: { id } })).toMatchObject({
    name: 'Mine',
    plan,
  });
  expect(await domain.database.membership.findMany({ where })).toMatchObject([
    { userId, role: 'OWNER' },
  ]);
  const audit = await domain.database.auditEntry.findMany({ where, orderBy: { seq: 'asc' } });
  expect(audit.map(({ action }) => action)).toEqual(['created', 'member_joined']);
});

test('Halyard itself owns none', async () => {
  const refused = createOwnOrganization(domain.ctx, { name: 'X' });
  await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
});

test.each(['', ' ', 'x'.repeat(101), 'a\0'])('the name %j is refused', async (name) => {
  const refused = createOwnOrganization(domain.asMember('OWNER'), { name });
  await expect(refused).rejects.toMatchObject({ details: [{ field: 'name' }] });
});
