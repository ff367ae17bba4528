import { randomBytes } from 'node:crypto';

import { createSealer } from '@halyard/auth';
import { webhookEvents } from '@halyard/contracts';
import { describe, expect, test } from 'vitest';

import type { Context } from '../context/context.ts';
import { createShop } from '../fixtures/shop.ts';
import { useDomain } from '../fixtures/use-domain.ts';
import { listWebhooks, readWebhook } from '../read/webhooks.ts';
import { createWebhook } from './create.ts';
import { deleteWebhook } from './delete.ts';
import { rotateWebhookSecret } from './rotate-secret.ts';
import { sendWebhookTest } from './send-test.ts';
import { updateWebhook } from './update.ts';

const start = Date.UTC(2030, 0, 1);
const dayMs = 86_400_000;
const domain = useDomain({ now: () => new Date(start) });
const webhookSealer = createSealer(randomBytes(32), 'webhooks');
const sealing = (ctx: Context = domain.ctx) => ({ ...ctx, webhookSealer });

const url = 'https://hooks.example.com/t0ken?a=b';
const given = { url, events: [...webhookEvents], enabled: true };
const organization = () => ({ organizationId: domain.shop.organizationId });
const create = (fields: object = {}, ctx?: Context) =>
  createWebhook(sealing(ctx), { ...organization(), ...given, ...fields });
const refer = (webhookId: string) => ({ ...organization(), webhookId });
const rowOf = (id: string) => domain.database.webhook.findFirstOrThrow({ where: { id } });
const read = (id: string, ms = start) => readWebhook(domain.database, refer(id), new Date(ms));
const shown = { origin: 'https://hooks.example.com', events: webhookEvents, enabled: true };

describe('a webhook', () => {
  test('is made with a secret that is kept sealed for it, and audited without its path', async () => {
    const admin = domain.asMember('ADMIN');
    const { id, secret } = await create({}, admin);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const row = await rowOf(id);
    expect(webhookSealer.open(row.secret, id).toString()).toBe(secret);
    expect(await read(id)).toEqual({
      id,
      ...given,
      created_by: 'userId' in admin.actor && admin.actor.userId,
      created_at: '2030-01-01T00:00:00.000Z',
      updated_at: '2030-01-01T00:00:00.000Z',
    });
    const audited = await domain.lastAudited();
    expect(audited).toMatchObject({
      entity_type: 'webhook',
      entity_id: id,
      action: 'webhook_created',
      changes: { before: null, after: shown },
    });
    expect(JSON.stringify(audited)).not.toMatch(/t0ken|whsec/);
  });

  test('is one of ten at most, made at once, too', async () => {
    const made = await Promise.allSettled(Array.from({ length: 12 }, () => create()));
    const codes = made.map((one) => (one.status === 'rejected' ? String(one.reason) : 'made'));
    expect(codes.filter((code) => code === 'made')).toHaveLength(10);
    await expect(create()).rejects.toMatchObject({ code: 'conflict' });
    const { organizationId } = organization();
    const { webhooks, total } = await listWebhooks(
      domain.database,
      organizationId,
      new Date(start),
    );
    expect([webhooks.length, total]).toEqual([10, 10]);
  });

  test('is changed in what is said, and audited; what changes nothing is not written', async () => {
    const { id } = await create();
    await updateWebhook(domain.ctx, { ...refer(id), fields: { enabled: false } });
    expect(await read(id)).toMatchObject({ ...given, enabled: false });
    expect(await domain.lastAudited()).toMatchObject({
      action: 'webhook_updated',
      changes: { before: { enabled: true }, after: { enabled: false } },
    });
    const before = await domain.head();
    await updateWebhook(domain.ctx, { ...refer(id), fields: { url, enabled: false } });
    expect(await domain.head()).toEqual(before);
  });

  test('has both its secrets for a day when it gets a new one', async () => {
    const { id, secret: old } = await create();
    const secret = await rotateWebhookSecret(sealing(), refer(id));
    expect(secret).not.toBe(old);
    const row = await rowOf(id);
    expect(webhookSealer.open(row.secret, id).toString()).toBe(secret);
    expect(webhookSealer.open(row.previousSecret!, id).toString()).toBe(old);
    expect(await read(id)).toMatchObject({ previous_secret_until: '2030-01-02T00:00:00.000Z' });
    expect(await read(id, start + dayMs)).not.toHaveProperty('previous_secret_until');
    expect(await domain.lastAudited()).toMatchObject({ action: 'webhook_secret_rotated' });
  });

  test('is tested ten times a minute at most, with all others of the organization', async () => {
    const [{ id }, { id: other }] = [await create(), await create({ enabled: false })];
    const tests = Array.from({ length: 12 }, (_, n) =>
      sendWebhookTest(domain.ctx, refer(n % 2 ? id : other)),
    );
    const sent = (await Promise.allSettled(tests)).filter(({ status }) => status === 'fulfilled');
    expect(sent).toHaveLength(10);
    const refused = { code: 'rate_limited', headers: { 'retry-after': '60' } };
    await expect(sendWebhookTest(domain.ctx, refer(id))).rejects.toMatchObject(refused);
    const later = { ...domain.ctx, now: () => new Date(start + 60_000) };
    const messageId = await sendWebhookTest(later, refer(id));
    const rows = await domain.database.notification.findMany({ where: organization() });
    expect(rows.find((row) => row.id === messageId)).toMatchObject({
      kind: 'webhook_test',
      content: { webhook_id: id },
    });
    expect(rows).toHaveLength(11);
  });

  test('is deleted, and audited', async () => {
    const { id } = await create();
    await deleteWebhook(domain.ctx, refer(id));
    expect(await domain.lastAudited()).toMatchObject({
      action: 'webhook_deleted',
      changes: { before: shown, after: null },
    });
    await expect(deleteWebhook(domain.ctx, refer(id))).rejects.toMatchObject({ code: 'not_found' });
  });

  test('of another organization is not found', async () => {
    const { id: webhookId } = await create();
    const { organizationId } = await createShop(domain.ctx);
    const missing = { code: 'not_found' };
    for (const reference of [{ organizationId, webhookId }, refer('x')]) {
      await expect(deleteWebhook(domain.ctx, reference)).rejects.toMatchObject(missing);
      await expect(rotateWebhookSecret(sealing(), reference)).rejects.toMatchObject(missing);
      await expect(sendWebhookTest(domain.ctx, reference)).rejects.toMatchObject(missing);
      const off = { ...reference, fields: { enabled: false } };
      await expect(updateWebhook(domain.ctx, off)).rejects.toMatchObject(missing);
      const reading = readWebhook(domain.database, reference, new Date());
      await expect(reading).rejects.toMatchObject(missing);
    }
  });

  test('is nothing that a release manager makes, changes, or deletes', async () => {
    const { id } = await create();
    const releaser = domain.asMember('RELEASE_MANAGER');
    for (const refused of [
      create({}, releaser),
      updateWebhook(releaser, { ...refer(id), fields: { enabled: false } }),
      rotateWebhookSecret(sealing(releaser), refer(id)),
      sendWebhookTest(releaser, refer(id)),
      deleteWebhook(releaser, refer(id)),
    ]) {
      await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
    }
  });
});

test.each([
  [{ url: 'hooks.example.com' }, 'url'],
  [{ url: 'ftp://hooks.example.com' }, 'url'],
  [{ url: 'file:///etc/passwd' }, 'url'],
  [{ url: 'https://user:password@hooks.example.com' }, 'url'],
  [{ url: 'https://hooks.example.com/#a' }, 'url'],
  [{ url: `https://hooks.example.com/${'ä'.repeat(1_000)}` }, 'url'],
  [{ events: [] }, 'events'],
  [{ events: ['plan.limit_warning', 'plan.limit_warning'] }, 'events'],
  [{ events: ['flag.updated'] }, 'events.0'],
  [{ enabled: 'yes' }, 'enabled'],
])('a webhook with %j is refused', async (fields, field) => {
  const refused = { code: 'invalid_request', details: [{ field }] };
  await expect(create(fields)).rejects.toMatchObject(refused);
});
