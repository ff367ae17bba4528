import { expect, test } from 'vitest';

import { createShop } from '../fixtures/shop.ts';
import { useDomain } from '../fixtures/use-domain.ts';
import { createApplication } from './create.ts';
import { updateApplication } from './update.ts';

const domain = useDomain();

const rename = (name: string, by = domain.asMember('ADMIN')) =>
  updateApplication(by, { ...domain.shop, name });

test('an application is renamed, in the audit and for nodes', async () => {
  expect(await rename(' Store ')).toMatchObject({ name: 'Store' });
  expect(await domain.lastChange()).toMatchObject({
    kind: 'application',
    entityId: domain.shop.applicationId,
    action: 'updated',
    document: { name: 'Store', environments: [{}, {}, {}] },
  });
  expect(await domain.lastAudited()).toMatchObject({
    changes: { before: { name: 'Shop' }, after: { name: 'Store' } },
  });
});

test('a name that it has already changes nothing', async () => {
  const before = await domain.head();
  await rename('Shop');
  expect(await domain.head()).toEqual(before);
});

test('a name that another has is a conflict', async () => {
  await createApplication(domain.ctx, { ...domain.shop, name: 'Other' });
  await expect(rename('Other')).rejects.toMatchObject({ code: 'conflict' });
});

test('a role that may not is refused, and a name that is none', async () => {
  const refused = rename('X', domain.asMember('RELEASE_MANAGER'));
  await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
  await expect(rename('')).rejects.toMatchObject({ details: [{ field: 'name' }] });
});

test('one of another organization, or none, is not found', async () => {
  const { applicationId } = await createShop(domain.ctx);
  for (const id of [applicationId, crypto.randomUUID(), 'x']) {
    const missing = updateApplication(domain.ctx, {
      ...domain.shop,
      applicationId: id,
      name: 'X',
    });
    await expect(missing).rejects.toMatchObject({ code: 'not_found' });
  }
});
