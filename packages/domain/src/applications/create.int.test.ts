import { expect, test } from 'vitest';

import { useDomain } from '../fixtures/use-domain.ts';
import { createApplication } from './create.ts';

const domain = useDomain();

test('an application starts with three environments, production protected', async () => {
  const environments = await domain.database.environment.findMany({
    where: domain.shop,
    select: { name: true, protected: true },
    orderBy: { name: 'asc' },
  });
  expect(environments).toEqual([
    { name: 'development', protected: false },
    { name: 'production', protected: true },
    { name: 'staging', protected: false },
  ]);
});

test('an application has a name of its own in its organization', async () => {
  const { organizationId } = domain.shop;
  const again = createApplication(domain.ctx, { organizationId, name: 'Shop' });
  await expect(again).rejects.toMatchObject({ code: 'conflict' });
});

test('a role that may not is refused, and writes nothing', async () => {
  const before = await domain.head();
  const { organizationId } = domain.shop;
  const refused = createApplication(domain.asMember('VIEWER'), { organizationId, name: 'X' });
  await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
  expect(await domain.head()).toEqual(before);
});
