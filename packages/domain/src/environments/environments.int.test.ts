import { toFlagDocument, type Database } from '@halyard/database';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';

import type { Context } from '../context.ts';
import { createFlag } from '../flags/create.ts';
import {
  asMember,
  createShop,
  headOf,
  lastAudited,
  lastChange,
  openTestDomain,
} from '../test-organization.ts';
import { createEnvironment } from './create.ts';
import { deleteEnvironment } from './delete.ts';
import { updateEnvironment } from './update.ts';

let ctx: Context;
let database: Database;
let close: () => Promise<void>;
let shop: { organizationId: string; applicationId: string };

beforeAll(async () => {
  ({ ctx, database, close } = await openTestDomain(inject('postgresUrl')));
});
afterAll(() => close());
beforeEach(async () => {
  shop = await createShop(ctx);
});

const create = (name: string) => createEnvironment(ctx, { ...shop, name, protected: false });
const protect = (name: string, isProtected: boolean) =>
  updateEnvironment(ctx, { ...shop, name, protected: isProtected });
const remove = (name: string) => deleteEnvironment(ctx, { ...shop, name });
const rowOf = (name: string) => database.environment.findFirstOrThrow({ where: { ...shop, name } });

const development = { name: 'development', protected: false };
const production = { name: 'production', protected: true };
const staging = { name: 'staging', protected: false };

describe('creating an environment', () => {
  test('writes it, a change row with the whole application, and an audit entry', async () => {
    const admin = asMember(ctx, shop.organizationId, 'ADMIN');
    const application = await createEnvironment(admin, { ...shop, name: 'qa.1', protected: true });
    const environments = [development, production, { name: 'qa.1', protected: true }, staging];
    expect(application).toEqual({ id: shop.applicationId, name: 'Shop', environments });
    expect(await lastChange(database, shop.organizationId)).toMatchObject({
      kind: 'application',
      entityId: shop.applicationId,
      action: 'created',
      document: application,
    });
    expect(await lastAudited(database, shop.organizationId)).toMatchObject({
      entity_type: 'environment',
      entity_id: (await rowOf('qa.1')).id,
      action: 'created',
      changes: { before: null, after: { name: 'qa.1', protected: true } },
    });
  });

  test.each(['', '.x', '-x', '_x', 'a b', 'ä', 'a\n', 'a\0', '__proto__', 'x'.repeat(65)])(
    'with the name %j is refused',
    async (name) => {
      const before = await headOf(database, shop.organizationId);
      const refused = { code: 'invalid_request', details: [{ field: 'name' }] };
      await expect(create(name)).rejects.toMatchObject(refused);
      expect(await headOf(database, shop.organizationId)).toEqual(before);
    },
  );

  test('has a name of its own in its application', async () => {
    await expect(create('staging')).rejects.toMatchObject({ code: 'conflict' });
    await create('Staging');
  });

  test('stops at 20 of an application, at the same time too', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `e${index}`);
    const made = await Promise.allSettled(names.map(create));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(17);
    expect(await database.environment.count({ where: shop })).toBe(20);
    await expect(create('one-more')).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('updating an environment', () => {
  test('protects it, or no longer, for nodes and in the audit', async () => {
    const application = await protect('staging', true);
    expect(application.environments).toContainEqual({ name: 'staging', protected: true });
    expect(await rowOf('staging')).toMatchObject({ protected: true });
    expect(await lastChange(database, shop.organizationId)).toMatchObject({
      kind: 'application',
      action: 'updated',
      document: application,
    });
    expect(await lastAudited(database, shop.organizationId)).toMatchObject({
      entity_type: 'environment',
      entity_id: (await rowOf('staging')).id,
      changes: { before: staging, after: { name: 'staging', protected: true } },
    });
  });

  test('to what it is writes nothing', async () => {
    const before = await headOf(database, shop.organizationId);
    const { environments } = await protect('production', true);
    expect(environments).toEqual([development, production, staging]);
    expect(await headOf(database, shop.organizationId)).toEqual(before);
  });

  test('to neither is refused', async () => {
    const refused = { code: 'invalid_request', details: [{ field: 'protected' }] };
    await expect(protect('staging', 'yes' as never)).rejects.toMatchObject(refused);
  });
});

describe('deleting an environment', () => {
  test('takes it from its application, for nodes and in the audit', async () => {
    const { id } = await rowOf('staging');
    await remove('staging');
    expect(await database.environment.count({ where: { ...shop, name: 'staging' } })).toBe(0);
    expect(await lastChange(database, shop.organizationId)).toMatchObject({
      kind: 'application',
      entityId: shop.applicationId,
      action: 'deleted',
      document: { id: shop.applicationId, environments: [development, production] },
    });
    expect(await lastAudited(database, shop.organizationId)).toMatchObject({
      entity_type: 'environment',
      entity_id: id,
      action: 'deleted',
      changes: { before: staging, after: null },
    });
  });

  test('and making it again starts anew: no flag has it', async () => {
    const flag = {
      ...shop,
      key: 'a',
      fields: { name: 'A', environments: { staging: { enabled: true } } },
    };
    const { id } = await createFlag(ctx, flag);
    await remove('staging');
    await create('staging');
    const row = await database.flag.findFirstOrThrow({ where: { id } });
    expect(toFlagDocument(row).environments).toEqual({});
  });

  test('while flags are made in it leaves none that has it', async () => {
    const makeFlag = (index: number) =>
      createFlag(ctx, {
        ...shop,
        key: `flag-${index}`,
        fields: {
          name: 'A',
          environments: { staging: { enabled: true } },
        },
      });
    await Promise.allSettled([makeFlag(1), makeFlag(2), remove('staging'), makeFlag(3)]);
    const rows = await database.flag.findMany({ where: shop });
    expect(rows.flatMap((row) => Object.keys(toFlagDocument(row).environments))).toEqual([]);
    expect(await database.environment.count({ where: shop })).toBe(2);
  });
});

test('an unknown environment, or one of another organization, is not found', async () => {
  const { organizationId } = await createShop(ctx);
  for (const reference of [
    { ...shop, name: 'nowhere' },
    { ...shop, name: 'a\0' },
    { ...shop, organizationId, name: 'staging' },
    { ...shop, applicationId: crypto.randomUUID(), name: 'staging' },
    { ...shop, applicationId: 'shop', name: 'staging' },
  ]) {
    const missing = { code: 'not_found' };
    await expect(updateEnvironment(ctx, { ...reference, protected: true })).rejects.toMatchObject(
      missing,
    );
    await expect(deleteEnvironment(ctx, reference)).rejects.toMatchObject(missing);
  }
  const foreign = createEnvironment(ctx, { ...shop, organizationId, name: 'x', protected: false });
  await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
});

test('a role that may not is refused', async () => {
  const releaser = asMember(ctx, shop.organizationId, 'RELEASE_MANAGER');
  const given = { ...shop, name: 'staging', protected: true };
  const refused = { code: 'forbidden' };
  await expect(createEnvironment(releaser, given)).rejects.toMatchObject(refused);
  await expect(updateEnvironment(releaser, given)).rejects.toMatchObject(refused);
  await expect(deleteEnvironment(releaser, given)).rejects.toMatchObject(refused);
});
