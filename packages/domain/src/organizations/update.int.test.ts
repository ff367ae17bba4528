import { expect, test } from 'vitest';

import { useDomain } from '../fixtures/use-domain.ts';
import { changePlan } from '../plans/change-plan.ts';
import { raisePlanLevel } from '../plans/raise-level.ts';
import { updateOrganization } from './update.ts';

const domain = useDomain();

const rename = (name: string, by = domain.asMember('ADMIN')) =>
  updateOrganization(by, { organizationId: domain.shop.organizationId, name });

test('an organization is renamed for nodes and in the audit, its plan and usage as they were', async () => {
  const { organizationId } = domain.shop;
  const blocked = { month: '2026-11', level: 'blocked' } as const;
  await changePlan(domain.ctx, { organizationId, plan: 'FREE' });
  await raisePlanLevel(domain.ctx, { organizationId, plan: 'FREE', ...blocked });
  await rename(' Acme Ltd ');
  expect(await domain.lastChange()).toMatchObject({
    kind: 'organization',
    action: 'updated',
    document: { id: organizationId, name: 'Acme Ltd', plan: 'FREE', usage: blocked },
  });
  expect(await domain.lastAudited()).toMatchObject({
    changes: { before: { name: 'Acme' }, after: { name: 'Acme Ltd' } },
  });
});

test('a name that it has already changes nothing', async () => {
  const before = await domain.head();
  await rename('Acme');
  expect(await domain.head()).toEqual(before);
});

test('a role that may not is refused, and a name that is none', async () => {
  const refused = rename('X', domain.asMember('RELEASE_MANAGER'));
  await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
  await expect(rename(' ')).rejects.toMatchObject({ details: [{ field: 'name' }] });
});

test('one that is not there is not found', async () => {
  for (const organizationId of [crypto.randomUUID(), 'x']) {
    const missing = updateOrganization(domain.ctx, { organizationId, name: 'X' });
    await expect(missing).rejects.toMatchObject({ code: 'not_found' });
  }
});
