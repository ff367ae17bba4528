import { hashApiKey } from '@halyard/auth';
import { toApiKeyDocument, type Database } from '@halyard/database';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';

import type { Context } from '../context.ts';
import {
  asMember,
  createShop,
  headOf,
  lastAudited,
  lastChange,
  openTestDomain,
} from '../test-organization.ts';
import { createApiKey, type CreateApiKeyInput } from './create.ts';
import { revokeApiKey } from './revoke.ts';
import { rotateApiKey, type RotateApiKeyInput } from './rotate.ts';

const start = Date.UTC(2030, 0, 1);
const hourMs = 60 * 60 * 1_000;
const dayMs = 24 * hourMs;

let ctx: Context;
let database: Database;
let close: () => Promise<void>;
let shop: { organizationId: string; applicationId: string };

beforeAll(async () => {
  const domain = await openTestDomain(inject('postgresUrl'));
  ({ database, close } = domain);
  ctx = { ...domain.ctx, now: () => new Date(start) };
});
afterAll(() => close());
beforeEach(async () => {
  shop = await createShop(ctx);
});

const create = (given: Partial<CreateApiKeyInput> = {}) =>
  createApiKey(ctx, { ...shop, kind: 'sdk', name: 'Web', tag: 'shop', ...given });
const rowOf = (id: string) => database.apiKey.findFirstOrThrow({ where: { id } });
const rotate = (keyId: string, given: Partial<RotateApiKeyInput> = {}) =>
  rotateApiKey(ctx, { organizationId: shop.organizationId, keyId, ...given });
const revoke = (keyId: string) => revokeApiKey(ctx, { organizationId: shop.organizationId, keyId });
const at = (ms: number): Context => ({ ...ctx, now: () => new Date(start + ms) });

describe('creating a key', () => {
  test('writes its row, a change row for nodes, and an audit entry without its hash', async () => {
    const admin = asMember(ctx, shop.organizationId, 'ADMIN');
    const given = {
      kind: 'server',
      name: ' Backend ',
      tag: 'shop',
      environment: 'staging',
    } as const;
    const { id, secret } = await createApiKey(admin, { ...shop, ...given });
    const row = await rowOf(id);
    expect(row).toMatchObject({ name: 'Backend', environmentName: 'staging', trusted: true });
    expect(row.createdBy).toBe('userId' in admin.actor && admin.actor.userId);
    const change = await lastChange(database, shop.organizationId);
    expect(change).toMatchObject({ kind: 'api_key', entityId: id, action: 'key_created' });
    expect(change.document).toEqual(toApiKeyDocument(row));
    const audited = await lastAudited(database, shop.organizationId);
    expect(audited).toMatchObject({
      entity_type: 'api_key',
      entity_id: id,
      action: 'key_created',
      changes: { before: null, after: { name: 'Backend', prefix: row.prefix } },
    });
    for (const form of ['base64', 'hex'] as const) {
      expect(JSON.stringify(audited)).not.toContain(Buffer.from(row.hash).toString(form));
    }
    expect(JSON.stringify([audited, change.document])).not.toContain(secret);
  });

  test.each([
    ['an environment that is not there', { environment: 'nowhere' }, 'environment'],
    ['an environment that cannot be', { environment: 'a\0' }, 'environment'],
    ['an expiry that is past', { expiresAt: new Date(start) }, 'expires_at'],
    ['an expiry that is no time', { expiresAt: new Date(Number.NaN) }, 'expires_at'],
    ['an empty name', { name: ' ' }, 'name'],
    ['a name too long', { name: 'x'.repeat(201) }, 'name'],
    ['a tag that no header takes', { tag: 'a\n' }, 'tag'],
  ])('refuses %s, and writes nothing', async (_what, given, field) => {
    const before = await headOf(database, shop.organizationId);
    const refused = { code: 'invalid_request', details: [{ field }] };
    await expect(create(given)).rejects.toMatchObject(refused);
    expect(await headOf(database, shop.organizationId)).toEqual(before);
    expect(await database.apiKey.count({ where: shop })).toBe(0);
  });

  test.each([crypto.randomUUID(), 'shop'])('in the application %s is refused', async (id) => {
    const made = create({ applicationId: id });
    await expect(made).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('rotating a key', () => {
  test('makes another like it, and the old one expires after a day', async () => {
    const old = await create({ environment: 'staging', trusted: true, tag: 'my-shop' });
    const { id, secret } = await rotate(old.id);
    const row = await rowOf(id);
    expect(row).toMatchObject({
      environmentName: 'staging',
      kind: 'sdk',
      name: 'Web',
      trusted: true,
      applicationId: shop.applicationId,
      expiresAt: null,
      revokedAt: null,
    });
    expect(secret).toMatch(/^sdk_my-shop_/);
    expect(Buffer.from(row.hash).equals(Buffer.from(hashApiKey(secret)))).toBe(true);
    expect((await rowOf(old.id)).expiresAt).toEqual(new Date(start + dayMs));
  });

  test('records both keys, the new one first', async () => {
    const old = await create();
    const { seq } = await headOf(database, shop.organizationId);
    const { id } = await rotate(old.id, { overlapMs: 0 });
    const changes = await database.change.findMany({
      where: { organizationId: shop.organizationId, seq: { gt: seq } },
      orderBy: { seq: 'asc' },
    });
    expect(changes).toMatchObject([
      { entityId: id, action: 'key_created', document: toApiKeyDocument(await rowOf(id)) },
      { entityId: old.id, action: 'key_rotated', document: toApiKeyDocument(await rowOf(old.id)) },
    ]);
    expect(await lastAudited(database, shop.organizationId)).toMatchObject({
      entity_id: old.id,
      action: 'key_rotated',
      changes: {
        before: { expires_at: null },
        after: { expires_at: new Date(start).toISOString() },
      },
    });
  });

  test('never makes the old one hold longer than it would have', async () => {
    const old = await create({ expiresAt: new Date(start + hourMs) });
    await rotate(old.id);
    expect((await rowOf(old.id)).expiresAt).toEqual(new Date(start + hourMs));
    await rotate(old.id, { overlapMs: 1_000 });
    expect((await rowOf(old.id)).expiresAt).toEqual(new Date(start + 1_000));
  });

  test('gives the new one an expiry where it is wanted', async () => {
    const expiresAt = new Date(start + dayMs);
    const { id } = await rotate((await create()).id, { expiresAt });
    expect((await rowOf(id)).expiresAt).toEqual(expiresAt);
  });

  test('is refused where the key no longer holds', async () => {
    const expired = await create({ expiresAt: new Date(start + hourMs) });
    const late = rotateApiKey(at(hourMs), { ...shop, keyId: expired.id });
    await expect(late).rejects.toMatchObject({ code: 'conflict' });
    const revoked = await create();
    await revoke(revoked.id);
    await expect(rotate(revoked.id)).rejects.toMatchObject({ code: 'conflict' });
    expect(await database.apiKey.count({ where: shop })).toBe(2);
  });

  test.each([-1, 0.5, Number.NaN, 30 * dayMs + 1])(
    'with an overlap of %d ms is refused',
    async (overlapMs) => {
      const { id } = await create();
      const refused = { code: 'invalid_request', details: [{ field: 'overlap_ms' }] };
      await expect(rotate(id, { overlapMs })).rejects.toMatchObject(refused);
    },
  );

  test('twice at the same time leaves two new keys and one expiry', async () => {
    const old = await create();
    await Promise.all([rotate(old.id, { overlapMs: 1_000 }), rotate(old.id)]);
    expect(await database.apiKey.count({ where: shop })).toBe(3);
    expect((await rowOf(old.id)).expiresAt).toEqual(new Date(start + 1_000));
  });
});

describe('revoking a key', () => {
  test('ends it, for nodes and in the audit', async () => {
    const { id } = await create();
    await revoke(id);
    expect((await rowOf(id)).revokedAt).toEqual(new Date(start));
    expect(await lastChange(database, shop.organizationId)).toMatchObject({
      kind: 'api_key',
      entityId: id,
      action: 'key_revoked',
      document: null,
    });
    expect(await lastAudited(database, shop.organizationId)).toMatchObject({
      action: 'key_revoked',
      changes: {
        before: { revoked_at: null },
        after: { revoked_at: new Date(start).toISOString() },
      },
    });
  });

  test('twice is the same as once, at the same time too', async () => {
    const { id } = await create();
    const before = await headOf(database, shop.organizationId);
    await Promise.all([revoke(id), revoke(id)]);
    await revokeApiKey(at(hourMs), { ...shop, keyId: id });
    expect((await rowOf(id)).revokedAt).toEqual(new Date(start));
    expect((await headOf(database, shop.organizationId)).seq).toBe(before.seq + 1);
  });
});

test('a key of another organization, or of none, is not found', async () => {
  const { id } = await create();
  const { organizationId } = await createShop(ctx);
  for (const reference of [
    { organizationId, keyId: id },
    { ...shop, keyId: crypto.randomUUID() },
    { ...shop, keyId: 'key' },
  ]) {
    const missing = { code: 'not_found' };
    await expect(rotateApiKey(ctx, reference)).rejects.toMatchObject(missing);
    await expect(revokeApiKey(ctx, reference)).rejects.toMatchObject(missing);
  }
});

test('a role that may not is refused', async () => {
  const { id: keyId } = await create();
  const { organizationId } = shop;
  const releaser = asMember(ctx, organizationId, 'RELEASE_MANAGER');
  const refused = { code: 'forbidden' };
  await expect(rotateApiKey(releaser, { organizationId, keyId })).rejects.toMatchObject(refused);
  await expect(revokeApiKey(releaser, { organizationId, keyId })).rejects.toMatchObject(refused);
  const made = createApiKey(releaser, { ...shop, kind: 'sdk', name: 'Web', tag: 'shop' });
  await expect(made).rejects.toMatchObject(refused);
});
