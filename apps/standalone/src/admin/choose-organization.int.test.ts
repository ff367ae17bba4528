import { createDatabase, type Database } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import { createOrganization, type Context } from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';
import { beforeEach, expect, inject, test } from 'vitest';

import { chooseOrganization } from './choose-organization.ts';

let database: Database;
let ctx: Context;

beforeEach(async () => {
  const { url, drop } = await createTestDatabase(inject('postgresUrl'));
  database = createDatabase({ url, maxConnections: 1 });
  ctx = createTestContext(database);
  return async () => {
    await database.$disconnect();
    await drop();
  };
});

test('the only organization need not be named', async () => {
  const { id } = await createOrganization(ctx, { name: 'One' });
  expect(await chooseOrganization({ ctx }, undefined)).toMatchObject({ id });
});

test('one of several is chosen by its id or its name, and must be', async () => {
  const [one, two] = [
    await createOrganization(ctx, { name: 'One' }),
    await createOrganization(ctx, { name: 'Two' }),
  ];
  expect(await chooseOrganization({ ctx }, one.id)).toMatchObject({ name: 'One' });
  expect(await chooseOrganization({ ctx }, 'Two')).toMatchObject({ id: two.id });
  const there = `One (${one.id}), Two (${two.id})`;
  await expect(chooseOrganization({ ctx }, undefined)).rejects.toThrow(there);
  await expect(chooseOrganization({ ctx }, 'Three')).rejects.toThrow(there);
});

test('a name that two share chooses neither', async () => {
  await createOrganization(ctx, { name: 'Same' });
  await createOrganization(ctx, { name: 'Same' });
  await expect(chooseOrganization({ ctx }, 'Same')).rejects.toThrow('Say which organization');
});
