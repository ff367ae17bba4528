import { toFlagDocument } from '@halyard/database';
import { describe, expect, test } from 'vitest';

import { createShop } from '../fixtures/shop.ts';
import { useDomain } from '../fixtures/use-domain.ts';
import { createFlag } from '../flags/create.ts';
import { createEnvironment } from './create.ts';
import { deleteEnvironment } from './delete.ts';
import { updateEnvironment } from './update.ts';

const domain = useDomain();

const create = (name: string) =>
  createEnvironment(domain.ctx, { ...domain.shop, name, protected: false });
const protect = (name: string, isProtected: boolean) =>
  updateEnvironment(domain.ctx, { ...domain.shop, name, protected: isProtected });
const remove = (name: string) => deleteEnvironment(domain.ctx, { ...domain.shop, name });
const rowOf = (name: string) =>
  domain.database.environment.findFirstOrThrow({ where: { ...domain.shop, name } });

const development = { name: 'development', protected: false };
const production = { name: 'production', protected: true };
const staging = { name: 'staging', protected: false };

describe('creating an environment', () => {
  test('writes it, a change row with the whole application, and an audit entry', async () => {
    const admin = domain.asMember('ADMIN');
    const application = await createEnvironment(admin, {
      ...domain.shop,
      name: 'qa.1',
      protected: true,
    });
    const environments = [development, production, { name: 'qa.1', protected: true }, staging];
    expect(application).toEqual({ id: domain.shop.applicationId, name: 'Shop', environments });
    expect(await domain.lastChange()).toMatchObject({
      kind: 'application',
      entityId: domain.shop.applicationId,
      action: 'created',
      document: application,
    });
    expect(await domain.lastAudited()).toMatchObject({
      entity_type: 'environment',
      entity_id: (await rowOf('qa.1')).id,
      action: 'created',
      changes: { before: null, after: { name: 'qa.1', protected: true } },
    });
  });

  test.each(['', '.x', '-x', '_x', 'a b', 'ä', 'a\n', 'a\0', '__proto__', 'x'.repeat(65)])(
    'with the name %j is refused',
    async (name) => {
      const before = await domain.head();
      const refused = { code: 'invalid_request', details: [{ field: 'name' }] };
      await expect(create(name)).rejects.toMatchObject(refused);
      expect(await domain.head()).toEqual(before);
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
    expect(await domain.database.environment.count({ where: domain.shop })).toBe(20);
    await expect(create('one-more')).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('updating an environment', () => {
  test('protects it, or no longer, for nodes and in the audit', async () => {
    const application = await protect('staging', true);
    expect(application.environments).toContainEqual({ name: 'staging', protected: true });
    expect(await rowOf('staging')).toMatchObject({ protected: true });
    expect(await domain.lastChange()).toMatchObject({
      kind: 'application',
      action: 'updated',
      document: application,
    });
    expect(await domain.lastAudited()).toMatchObject({
      entity_type: 'environment',
      entity_id: (await rowOf('staging')).id,
      changes: { before: staging, after: { name: 'staging', protected: true } },
    });
  });

  test('gives it Smart Insights by default, or no longer, for nodes and in the audit', async () => {
    const set = (smartInsights: boolean) =>
      updateEnvironment(domain.ctx, { ...domain.shop, name: 'staging', smartInsights });
    const application = await set(true);
    expect(application.environments).toContainEqual(staging);
    expect(await rowOf('staging')).toMatchObject({ protected: false, smartInsights: true });
    expect(await domain.lastAudited()).toMatchObject({
      changes: { before: { smart_insights: false }, after: { ...staging, smart_insights: true } },
    });
    const before = await domain.head();
    await set(true);
    expect(await domain.head()).toEqual(before);
    await set(false);
    expect(await rowOf('staging')).toMatchObject({ smartInsights: false });
  });

  test('to what it is writes nothing', async () => {
    const before = await domain.head();
    const { environments } = await protect('production', true);
    expect(environments).toEqual([development, production, staging]);
    expect(await domain.head()).toEqual(before);
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
    expect(
      await domain.database.environment.count({ where: { ...domain.shop, name: 'staging' } }),
    ).toBe(0);
    expect(await domain.lastChange()).toMatchObject({
      kind: 'application',
      entityId: domain.shop.applicationId,
      action: 'deleted',
      document: { id: domain.shop.applicationId, environments: [development, production] },
    });
    expect(await domain.lastAudited()).toMatchObject({
      entity_type: 'environment',
      entity_id: id,
      action: 'deleted',
      changes: { before: staging, after: null },
    });
  });

  test('and making it again starts anew: no flag has it', async () => {
    const flag = {
      ...domain.shop,
      key: 'a',
      fields: { name: 'A', environments: { staging: { enabled: true } } },
    };
    const { id } = await createFlag(domain.ctx, flag);
    await remove('staging');
    await create('staging');
    const row = await domain.database.flag.findFirstOrThrow({ where: { id } });
    expect(toFlagDocument(row).environments).toEqual({});
  });

  test('while flags are made in it leaves none that has it', async () => {
    const makeFlag = (index: number) =>
      createFlag(domain.ctx, {
        ...domain.shop,
        key: `flag-${index}`,
        fields: {
          name: 'A',
          environments: { staging: { enabled: true } },
        },
      });
    await Promise.allSettled([makeFlag(1), makeFlag(2), remove('staging'), makeFlag(3)]);
    const rows = await domain.database.flag.findMany({ where: domain.shop });
    expect(rows.flatMap((row) => Object.keys(toFlagDocument(row).environments))).toEqual([]);
    expect(await domain.database.environment.count({ where: domain.shop })).toBe(2);
  });
});

test('an unknown environment, or one of another organization, is not found', async () => {
  const { organizationId } = await createShop(domain.ctx);
  for (const reference of [
    { ...domain.shop, name: 'nowhere' },
    { ...domain.shop, name: 'a\0' },
    { ...domain.shop, organizationId, name: 'staging' },
    { ...domain.shop, applicationId: crypto.randomUUID(), name: 'staging' },
    { ...domain.shop, applicationId: 'shop', name: 'staging' },
  ]) {
    const missing = { code: 'not_found' };
    await expect(
      updateEnvironment(domain.ctx, { ...reference, protected: true }),
    ).rejects.toMatchObject(missing);
    await expect(deleteEnvironment(domain.ctx, reference)).rejects.toMatchObject(missing);
  }
  const foreign = createEnvironment(domain.ctx, {
    ...domain.shop,
    organizationId,
    name: 'x',
    protected: false,
  });
  await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
});

test('a role that may not is refused', async () => {
  const releaser = domain.asMember('RELEASE_MANAGER');
  const given = { ...domain.shop, name: 'staging', protected: true };
  const refused = { code: 'forbidden' };
  await expect(createEnvironment(releaser, given)).rejects.toMatchObject(refused);
  await expect(updateEnvironment(releaser, given)).rejects.toMatchObject(refused);
  await expect(deleteEnvironment(releaser, given)).rejects.toMatchObject(refused);
});
