import { toFlagDocument } from '@halyard/database';
import { describe, expect, test } from 'vitest';

import type { Context } from '../context/context.ts';
import { useDomain } from '../fixtures/use-domain.ts';
import { archiveFlag } from '../flags/archive.ts';
import { createFlag } from '../flags/create.ts';
import { updateFlag } from '../flags/update.ts';
import { createApiKey } from '../keys/create.ts';
import { revokeApiKey } from '../keys/revoke.ts';
import { rotateApiKey } from '../keys/rotate.ts';
import { createSegment } from '../segments/create.ts';
import { deleteSegment } from '../segments/delete.ts';
import { deleteEnvironment } from './delete.ts';

const start = Date.UTC(2030, 0, 1);

const domain = useDomain({ now: () => new Date(start) });

const removeStaging = (given: Context = domain.ctx) =>
  deleteEnvironment(given, { ...domain.shop, name: 'staging' });
const on = { enabled: true };

const makeFlag = (
  key: string,
  environments: object,
  applicationId: string | null = domain.shop.applicationId,
) =>
  createFlag(domain.ctx, {
    ...domain.shop,
    applicationId,
    key,
    fields: { name: key, environments },
  });

const documentOf = async (id: string) =>
  toFlagDocument(await domain.database.flag.findFirstOrThrow({ where: { id } }));

describe('the application’s flags', () => {
  test('lose it, archived ones too, each by an ordinary version; others are not touched', async () => {
    const one = await makeFlag('one', { staging: on, production: on });
    const archived = await makeFlag('archived', { staging: on });
    await archiveFlag(domain.ctx, { ...domain.shop, flagId: archived.id });
    const other = await makeFlag('other', { production: on });
    const enterprise = await makeFlag('enterprise', { staging: on }, null);
    await removeStaging(domain.asMember('ADMIN'));

    expect(await documentOf(one.id)).toMatchObject({
      version: 2,
      environments: { production: on },
    });
    expect((await documentOf(one.id)).environments).not.toHaveProperty('staging');
    expect(await documentOf(archived.id)).toMatchObject({ version: 3, status: 'archived' });
    expect((await documentOf(archived.id)).environments).toEqual({});
    expect(await documentOf(other.id)).toEqual(other);
    expect(await documentOf(enterprise.id)).toEqual(enterprise);
  });

  test('are recorded as if each had been changed by itself', async () => {
    const { id } = await makeFlag('one', { staging: on, production: on });
    const { seq } = await domain.head();
    await removeStaging();
    const document = await documentOf(id);
    const where = { organizationId: domain.shop.organizationId, seq: { gt: seq } };
    const changes = await domain.database.change.findMany({ where, orderBy: { seq: 'asc' } });
    expect(changes).toMatchObject([
      { kind: 'application', entityId: domain.shop.applicationId, action: 'deleted' },
      { kind: 'flag', entityId: id, action: 'updated', document },
    ]);
    const versions = await domain.database.flagVersion.findMany({
      where: { flagId: id, version: 2 },
    });
    const reason = 'The environment staging was deleted.';
    expect(versions).toMatchObject([{ action: 'updated', document, reason }]);
    const entries = await domain.database.auditEntry.findMany({
      where: { entityId: id, flagKey: 'one' },
    });
    expect(JSON.parse(entries.at(-1)!.canonical)).toMatchObject({
      action: 'updated',
      changes: {
        before: { environments: { staging: on } },
        after: { environments: {} },
      },
    });
  });

  test('no longer hold segments and flags they used there only', async () => {
    const segments = new Map<string, string>();
    for (const key of ['here', 'both']) {
      const rules = { attribute: 'plan', operator: 'equals', values: ['pro'] };
      const fields = { name: key, rules };
      const segment = await createSegment(domain.ctx, { ...domain.shop, key, fields });
      segments.set(key, segment.id);
    }
    const needed = await makeFlag('needed', { staging: on, production: on });
    const prerequisites = [{ flag: needed.id }];
    const using = (key: string) => ({ segment: key, operator: 'in' });
    const { id } = await makeFlag('user', {
      staging: { ...on, prerequisites, targeting: { rules: [using('here'), using('both')] } },
      production: { ...on, prerequisites, targeting: using('both') },
    });
    await removeStaging();

    const flagSegments = await domain.database.flagSegment.findMany({ where: { flagId: id } });
    expect(flagSegments).toMatchObject([{ segmentId: segments.get('both') }]);
    const needs = await domain.database.flagPrerequisite.findMany({ where: { flagId: id } });
    expect(needs).toMatchObject([{ environment: 'production', prerequisiteId: needed.id }]);
    await deleteSegment(domain.ctx, { ...domain.shop, segmentId: segments.get('here')! });
    const archived = archiveFlag(domain.ctx, { ...domain.shop, flagId: needed.id });
    await expect(archived).rejects.toMatchObject({ code: 'in_use' });
  });

  test('2 000 of them lose it in one transaction', async () => {
    const { id } = await makeFlag('first', { staging: on, production: on });
    await domain.database.$executeRaw`
      INSERT INTO flag (organization_id, id, application_id, key, name, definition, created_at, updated_at)
      SELECT organization_id, gen_random_uuid(), application_id, 'copy-' || n, name, definition,
        created_at, updated_at
      FROM flag, generate_series(1, 1999) AS n WHERE id = ${id}::uuid`;
    const before = await domain.head();
    await removeStaging();
    const { organizationId } = domain.shop;
    const rows = await domain.database.flag.findMany({ where: { organizationId, version: 2 } });
    expect(rows).toHaveLength(2_000);
    expect(rows.filter((row) => 'staging' in toFlagDocument(row).environments)).toEqual([]);
    expect(await domain.head()).toEqual({
      seq: before.seq + 2_001,
      auditSeq: before.auditSeq + 2_001,
    });
  });

  test('that are changed at the same time lose it all the same', async () => {
    const one = await makeFlag('one', { production: on });
    const two = await makeFlag('two', { staging: on });
    const addStaging = updateFlag(domain.ctx, {
      ...domain.shop,
      flagId: one.id,
      change: { patch: { environments: { staging: on } } },
    });
    const rename = updateFlag(domain.ctx, {
      ...domain.shop,
      flagId: two.id,
      change: { patch: { name: 'Two' } },
    });
    await Promise.allSettled([addStaging, rename, removeStaging()]);
    expect((await documentOf(one.id)).environments).toEqual({ production: on });
    expect(await documentOf(two.id)).toMatchObject({ name: 'Two', version: 3, environments: {} });
  });
});

describe('a key bound to it', () => {
  const createKey = (expiresAt?: Date) =>
    createApiKey(domain.ctx, {
      ...domain.shop,
      kind: 'sdk',
      name: 'Web',
      tag: 'shop',
      environment: 'staging',
      ...(expiresAt && { expiresAt }),
    });
  const keyOf = (id: string) => domain.database.apiKey.findFirstOrThrow({ where: { id } });
  test('keeps it while it holds: refused, naming the key, and nothing is written', async () => {
    const { id } = await createKey();
    const { prefix } = await keyOf(id);
    const flag = await makeFlag('one', { staging: on });
    const before = await domain.head();
    await expect(removeStaging()).rejects.toMatchObject({
      code: 'in_use',
      details: [{ field: 'keys', expected: `revoked first: Web (${prefix}…)` }],
    });
    expect(await domain.head()).toEqual(before);
    expect(await documentOf(flag.id)).toEqual(flag);
  });

  test('and revoked does not stand in the way', async () => {
    const { id } = await createKey();
    await revokeApiKey(domain.ctx, { ...domain.shop, keyId: id });
    await removeStaging();
    expect(await keyOf(id)).toMatchObject({ environmentName: null, revokedAt: new Date(start) });
  });

  test('and expired is revoked, so that it never comes back unbound', async () => {
    const { id } = await createKey(new Date(start + 1_000));
    const later = { ...domain.ctx, now: () => new Date(start + 1_000) };
    await removeStaging(later);
    expect(await keyOf(id)).toMatchObject({ environmentName: null, revokedAt: later.now() });
    const change = await domain.database.change.findFirstOrThrow({
      where: { organizationId: domain.shop.organizationId, entityId: id },
      orderBy: { seq: 'desc' },
    });
    expect(change).toMatchObject({ action: 'key_revoked', document: null });
  });

  test('is not made, nor taken over by another, while it goes', async () => {
    const old = await createKey(new Date(start + 1_000));
    const later = { ...domain.ctx, now: () => new Date(start + 1_000) };
    await Promise.allSettled([
      removeStaging(later),
      createKey(),
      rotateApiKey(domain.ctx, { ...domain.shop, keyId: old.id }),
    ]);
    const isThere = await domain.database.environment.count({
      where: { ...domain.shop, name: 'staging' },
    });
    const holding = await domain.database.apiKey.count({
      where: { ...domain.shop, revokedAt: null },
    });
    const bound = await domain.database.apiKey.count({
      where: { ...domain.shop, environmentName: 'staging' },
    });
    expect(holding > 0).toBe(isThere === 1);
    expect(bound > 0).toBe(isThere === 1);
  });
});
