import { hashApiKey } from '@halyard/auth';
import { createDatabase, type Database } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { createApplication } from './applications/create.ts';
import type { Context } from './context.ts';
import { createFlag, type CreateFlagInput } from './flags/create.ts';
import { createApiKey } from './keys/create.ts';
import { createOrganization } from './organizations/create.ts';
import { createTestContext } from './testing.ts';

let database: Database;
let ctx: Context;
let dropDatabase: () => Promise<void>;

beforeAll(async () => {
  const { url, drop } = await createTestDatabase(inject('postgresUrl'));
  dropDatabase = drop;
  database = createDatabase({ url, maxConnections: 4 });
  ctx = createTestContext(database);
});

afterAll(async () => {
  await database.$disconnect();
  await dropDatabase();
});

async function createShop() {
  const { id: organizationId } = await createOrganization(ctx, { name: 'Acme' });
  const { id: applicationId } = await createApplication(ctx, { organizationId, name: 'Shop' });
  return { organizationId, applicationId };
}

const asViewerOf = (organizationId: string): Context => ({
  ...ctx,
  actor: {
    kind: 'member',
    userId: ctx.newId(),
    email: 'v@example.com',
    organizationId,
    role: 'VIEWER',
  },
});

describe('an application', () => {
  test('starts with three environments, production protected', async () => {
    const { applicationId } = await createShop();
    const environments = await database.environment.findMany({
      where: { applicationId },
      select: { name: true, protected: true },
      orderBy: { name: 'asc' },
    });
    expect(environments).toEqual([
      { name: 'development', protected: false },
      { name: 'production', protected: true },
      { name: 'staging', protected: false },
    ]);
  });

  test('has a name of its own in its organization', async () => {
    const { organizationId } = await createShop();
    const again = createApplication(ctx, { organizationId, name: 'Shop' });
    await expect(again).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a key', () => {
  test.each([
    ['sdk', false],
    ['server', true],
  ] as const)('of kind %s is stored as its hash, trusted: %s', async (kind, trusted) => {
    const shop = await createShop();
    const { id, secret } = await createApiKey(ctx, { ...shop, kind, name: 'Key', tag: 'shop' });
    const row = await database.apiKey.findFirstOrThrow({ where: { id } });
    expect(Buffer.from(row.hash).equals(Buffer.from(hashApiKey(secret)))).toBe(true);
    expect(row).toMatchObject({ kind, trusted, environmentName: null, revokedAt: null });
    expect(JSON.stringify(row)).not.toContain(secret);
  });
});

describe('a flag', () => {
  const input = (given: Partial<CreateFlagInput>): Promise<CreateFlagInput> =>
    createShop().then((shop) => ({
      ...shop,
      key: 'checkout',
      fields: { name: 'Checkout', environments: { production: { enabled: true } } },
      ...given,
    }));

  test('is written with its environments, version 1', async () => {
    const { id } = await createFlag(ctx, await input({}));
    const row = await database.flag.findFirstOrThrow({ where: { id } });
    expect(row).toMatchObject({
      status: 'active',
      version: 1,
      definition: { environments: { production: { enabled: true } } },
    });
  });

  test.each([
    ['an application', {}],
    ['the enterprise', { applicationId: null }],
  ])('has a key of its own in %s', async (_scope, given) => {
    const flag = await input(given);
    await createFlag(ctx, flag);
    await expect(createFlag(ctx, flag)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('may have the key of another application’s or of an enterprise flag', async () => {
    const flag = await input({});
    const { organizationId } = flag;
    const other = await createApplication(ctx, { organizationId, name: 'Other' });
    for (const applicationId of [flag.applicationId, null, other.id]) {
      await createFlag(ctx, { ...flag, applicationId });
    }
    expect(await database.flag.count({ where: { organizationId, key: flag.key } })).toBe(3);
  });

  test.each(['', '-x', '.x', 'a b', 'ä', 'x'.repeat(129), 'stream', 'bulk', crypto.randomUUID()])(
    'cannot have the key %j',
    async (key) => {
      await expect(createFlag(ctx, await input({ key }))).rejects.toMatchObject({
        code: 'invalid_request',
        details: [{ field: 'key' }],
      });
    },
  );

  test('in an application of another organization is refused and nothing is written', async () => {
    const { organizationId } = await createShop();
    const { applicationId } = await createShop();
    const foreign = createFlag(ctx, { ...(await input({})), organizationId, applicationId });
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
    expect(await database.flag.count({ where: { organizationId } })).toBe(0);
  });
});

test('a role that may not is refused before anything is read or written', async () => {
  const shop = await createShop();
  const viewer = asViewerOf(shop.organizationId);
  const refused = { code: 'forbidden' };
  await expect(createOrganization(viewer, { name: 'X' })).rejects.toMatchObject(refused);
  await expect(createApplication(viewer, { ...shop, name: 'X' })).rejects.toMatchObject(refused);
  await expect(
    createApiKey(viewer, { ...shop, kind: 'sdk', name: 'X', tag: 'x' }),
  ).rejects.toMatchObject(refused);
  await expect(
    createFlag(viewer, { ...shop, key: 'x', fields: { name: 'X' } }),
  ).rejects.toMatchObject(refused);
});
