import { hashApiKey } from '@halyard/auth';
import { toApiKeyDocument } from '@halyard/database';
import { describe, expect, test } from 'vitest';

import type { Context } from '../context/context.ts';
import { createShop } from '../fixtures/shop.ts';
import { useDomain } from '../fixtures/use-domain.ts';
import { createApiKey, type CreateApiKeyInput } from './create.ts';
import { revokeApiKey } from './revoke.ts';
import { rotateApiKey, type RotateApiKeyInput } from './rotate.ts';

const start = Date.UTC(2030, 0, 1);
const hourMs = 60 * 60 * 1_000;
const dayMs = 24 * hourMs;

const domain = useDomain({ now: () => new Date(start) });

const create = (given: Partial<CreateApiKeyInput> = {}) =>
  createApiKey(domain.ctx, { ...domain.shop, kind: 'sdk', name: 'Web', tag: 'shop', ...given });
const rowOf = (id: string) => domain.database.apiKey.findFirstOrThrow({ where: { id } });
const rotate = (keyId: string, given: Partial<RotateApiKeyInput> = {}) =>
  rotateApiKey(domain.ctx, { organizationId: domain.shop.organizationId, keyId, ...given });
const revoke = (keyId: string) =>
  revokeApiKey(domain.ctx, { organizationId: domain.shop.organizationId, keyId });
const at = (ms: number): Context => ({ ...domain.ctx, now: () => new Date(start + ms) });

describe('creating a key', () => {
  test('writes its row, a change row for nodes, and an audit entry without its hash', async () => {
    const admin = domain.asMember('ADMIN');
    const given = {
      kind: 'server',
      name: ' Backend ',
      tag: 'shop',
      environment: 'staging',
    } as const;
    const { id, secret } = await createApiKey(admin, { ...domain.shop, ...given });
    const row = await rowOf(id);
    expect(row).toMatchObject({ name: 'Backend', environmentName: 'staging', trusted: true });
    expect(row.createdBy).toBe('userId' in admin.actor && admin.actor.userId);
    const change = await domain.lastChange();
    expect(change).toMatchObject({ kind: 'api_key', entityId: id, action: 'key_created' });
    expect(change.document).toEqual(toApiKeyDocument(row));
    const audited = await domain.lastAudited();
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
    ['sdk', false],
    ['server', true],
  ] as const)('of kind %s keeps its hash alone, trusted: %s', async (kind, trusted) => {
    const { id, secret } = await create({ kind });
    const row = await rowOf(id);
    expect(Buffer.from(row.hash).equals(Buffer.from(hashApiKey(secret)))).toBe(true);
    expect(row).toMatchObject({ kind, trusted, environmentName: null, revokedAt: null });
    expect(JSON.stringify(row)).not.toContain(secret);
  });

  test('with a budget a day and a limit for each address tells nodes and the audit', async () => {
    const { id } = await create({ dailyBudget: 100_000, addressLimit: 60 });
    expect(await rowOf(id)).toMatchObject({ dailyBudget: 100_000, addressLimit: 60 });
    const limits = { daily_budget: 100_000, address_limit: 60 };
    expect((await domain.lastChange()).document).toMatchObject(limits);
    expect(await domain.lastAudited()).toMatchObject({ changes: { after: limits } });
  });

  test('without them has neither', async () => {
    const { id } = await create();
    expect(await rowOf(id)).toMatchObject({ dailyBudget: null, addressLimit: null });
    expect((await domain.lastChange()).document).not.toHaveProperty('daily_budget');
    expect((await domain.lastChange()).document).not.toHaveProperty('address_limit');
  });

  test.each([
    ['an environment that is not there', { environment: 'nowhere' }, 'environment'],
    ['an environment that cannot be', { environment: 'a\0' }, 'environment'],
    ['an expiry that is past', { expiresAt: new Date(start) }, 'expires_at'],
    ['an expiry that is no time', { expiresAt: new Date(Number.NaN) }, 'expires_at'],
    ['an empty name', { name: ' ' }, 'name'],
    ['a name too long', { name: 'x'.repeat(201) }, 'name'],
    ['a tag that no header takes', { tag: 'a\n' }, 'tag'],
    ['a budget of nothing', { dailyBudget: 0 }, 'daily_budget'],
    ['a budget that is no whole number', { dailyBudget: 1.5 }, 'daily_budget'],
    ['a limit for addresses below 1', { addressLimit: -1 }, 'address_limit'],
    ['a limit that no column holds', { addressLimit: 2 ** 31 }, 'address_limit'],
    ['a budget of a server key', { kind: 'server', dailyBudget: 1 }, 'daily_budget'],
    ['a server key’s limit for addresses', { kind: 'server', addressLimit: 1 }, 'address_limit'],
  ] as const)('refuses %s, and writes nothing', async (_what, given, field) => {
    const before = await domain.head();
    const refused = { code: 'invalid_request', details: [{ field }] };
    await expect(create(given)).rejects.toMatchObject(refused);
    expect(await domain.head()).toEqual(before);
    expect(await domain.database.apiKey.count({ where: domain.shop })).toBe(0);
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
      applicationId: domain.shop.applicationId,
      expiresAt: null,
      revokedAt: null,
    });
    expect(secret).toMatch(/^sdk_my-shop_/);
    expect(Buffer.from(row.hash).equals(Buffer.from(hashApiKey(secret)))).toBe(true);
    expect((await rowOf(old.id)).expiresAt).toEqual(new Date(start + dayMs));
  });

  test('keeps its budget a day and its limit for each address', async () => {
    const old = await create({ dailyBudget: 5_000, addressLimit: 20 });
    const { id } = await rotate(old.id);
    expect(await rowOf(id)).toMatchObject({ dailyBudget: 5_000, addressLimit: 20 });
  });

  test('records both keys, the new one first', async () => {
    const old = await create();
    const { seq } = await domain.head();
    const { id } = await rotate(old.id, { overlapMs: 0 });
    const changes = await domain.database.change.findMany({
      where: { organizationId: domain.shop.organizationId, seq: { gt: seq } },
      orderBy: { seq: 'asc' },
    });
    expect(changes).toMatchObject([
      { entityId: id, action: 'key_created', document: toApiKeyDocument(await rowOf(id)) },
      { entityId: old.id, action: 'key_rotated', document: toApiKeyDocument(await rowOf(old.id)) },
    ]);
    expect(await domain.lastAudited()).toMatchObject({
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
    const late = rotateApiKey(at(hourMs), { ...domain.shop, keyId: expired.id });
    await expect(late).rejects.toMatchObject({ code: 'conflict' });
    const revoked = await create();
    await revoke(revoked.id);
    await expect(rotate(revoked.id)).rejects.toMatchObject({ code: 'conflict' });
    expect(await domain.database.apiKey.count({ where: domain.shop })).toBe(2);
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
    expect(await domain.database.apiKey.count({ where: domain.shop })).toBe(3);
    expect((await rowOf(old.id)).expiresAt).toEqual(new Date(start + 1_000));
  });
});

describe('revoking a key', () => {
  test('ends it, for nodes and in the audit', async () => {
    const { id } = await create();
    await revoke(id);
    expect((await rowOf(id)).revokedAt).toEqual(new Date(start));
    expect(await domain.lastChange()).toMatchObject({
      kind: 'api_key',
      entityId: id,
      action: 'key_revoked',
      document: null,
    });
    expect(await domain.lastAudited()).toMatchObject({
      action: 'key_revoked',
      changes: {
        before: { revoked_at: null },
        after: { revoked_at: new Date(start).toISOString() },
      },
    });
  });

  test('twice is the same as once, at the same time too', async () => {
    const { id } = await create();
    const before = await domain.head();
    await Promise.all([revoke(id), revoke(id)]);
    await revokeApiKey(at(hourMs), { ...domain.shop, keyId: id });
    expect((await rowOf(id)).revokedAt).toEqual(new Date(start));
    expect((await domain.head()).seq).toBe(before.seq + 1);
  });
});

test('a key of another organization, or of none, is not found', async () => {
  const { id } = await create();
  const { organizationId } = await createShop(domain.ctx);
  for (const reference of [
    { organizationId, keyId: id },
    { ...domain.shop, keyId: crypto.randomUUID() },
    { ...domain.shop, keyId: 'key' },
  ]) {
    const missing = { code: 'not_found' };
    await expect(rotateApiKey(domain.ctx, reference)).rejects.toMatchObject(missing);
    await expect(revokeApiKey(domain.ctx, reference)).rejects.toMatchObject(missing);
  }
});

test('a role that may not is refused', async () => {
  const { id: keyId } = await create();
  const { organizationId } = domain.shop;
  const releaser = domain.asMember('RELEASE_MANAGER');
  const refused = { code: 'forbidden' };
  await expect(rotateApiKey(releaser, { organizationId, keyId })).rejects.toMatchObject(refused);
  await expect(revokeApiKey(releaser, { organizationId, keyId })).rejects.toMatchObject(refused);
  const made = createApiKey(releaser, { ...domain.shop, kind: 'sdk', name: 'Web', tag: 'shop' });
  await expect(made).rejects.toMatchObject(refused);
});
