import {
  changeMemberRole,
  deleteWebhook,
  rotateWebhookSecret,
  sendWebhookTest,
  updateWebhook,
  type WebhookReference,
} from '@halyard/domain';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';

import { useNotifications } from './testing/use-notifications.ts';

const notifications = useNotifications();
const { deliver, findWebhook } = notifications;

const toWebhook = async (reference: WebhookReference) =>
  ({ channel: 'webhook', notificationId: await notifications.notify(), ...reference }) as const;
const toMember = async (userId: string) => {
  const notificationId = await notifications.notify();
  return { channel: 'mail', notificationId, ...notifications.organization(), userId } as const;
};

describe('a webhook', () => {
  test('that does not take a message is sent it again under the same id', async () => {
    const { answers, messages } = notifications.receivers;
    const { reference } = await notifications.createWebhook();
    const delivery = await toWebhook(reference);
    for (const status of [500, 302, 404]) {
      answers.push(status);
      await expect(deliver(delivery)).rejects.toThrow(
        `A webhook did not take a message: ${status}`,
      );
      expect(await findWebhook(reference)).toMatchObject({
        lastDelivered: false,
        lastStatus: status,
      });
    }
    await deliver(delivery);
    expect(await findWebhook(reference)).toMatchObject({ lastDelivered: true, lastStatus: 204 });
    const ids = messages.map(({ headers }) => headers['webhook-id']);
    expect(ids).toEqual(Array.from({ length: 4 }, () => `msg_${delivery.notificationId}`));
  });

  test('that cannot be reached fails without a word of its address', async () => {
    const { reference } = await notifications.createWebhook();
    const fields = { url: 'http://127.0.0.1:1/t0ken' };
    await updateWebhook(notifications.ctx, { ...reference, fields });
    const refused = deliver(await toWebhook(reference));
    await expect(refused).rejects.toThrow('A webhook did not take a message: ECONNREFUSED');
    await expect(refused).rejects.not.toThrow('t0ken');
    expect(await findWebhook(reference)).toMatchObject({ lastDelivered: false, lastStatus: null });
  });

  test('that is gone (410) is disabled by the system, audited, and told nothing more', async () => {
    const { answers, messages } = notifications.receivers;
    const { reference } = await notifications.createWebhook();
    answers.push(410);
    await deliver(await toWebhook(reference));
    expect(await findWebhook(reference)).toMatchObject({ enabled: false, lastStatus: 410 });
    const { database } = notifications.ctx;
    const entry = await database.auditEntry.findFirstOrThrow({
      where: { ...notifications.organization(), action: 'webhook_updated' },
      include: { person: true },
    });
    expect(entry.person?.userId ?? null).toBeNull();
    await deliver(await toWebhook(reference));
    expect(messages).toHaveLength(1);
  });

  test('with a new secret is told so that both verify, until a day is over', async () => {
    const { messages } = notifications.receivers;
    const { reference, secret: old } = await notifications.createWebhook();
    const secret = await rotateWebhookSecret(notifications.sealing(), reference);
    const verify = (by: string) => {
      const { headers, body } = messages.at(-1)!;
      return new Webhook(by).verify(body, headers as Record<string, string>);
    };
    await deliver(await toWebhook(reference));
    expect([verify(secret), verify(old)]).toMatchObject([{ data: { level: 'exceeded' } }, {}]);
    await notifications.ctx.database.webhook.updateMany({
      where: { id: reference.webhookId },
      data: { previousSecretUntil: new Date() },
    });
    await deliver(await toWebhook(reference));
    expect(verify(secret)).toMatchObject({ type: 'plan.limit_exceeded' });
    expect(() => verify(old)).toThrow('signature');
  });

  test('that does not take a test is not sent it again: it shows what became of it', async () => {
    const { reference } = await notifications.createWebhook();
    const notificationId = await sendWebhookTest(notifications.ctx, reference);
    notifications.receivers.answers.push(500);
    await deliver({ channel: 'webhook', notificationId, ...reference });
    expect(await findWebhook(reference)).toMatchObject({ lastDelivered: false, lastStatus: 500 });
  });

  test('that is not enabled is told nothing but tests', async () => {
    const { messages } = notifications.receivers;
    const { reference } = await notifications.createWebhook({ enabled: false });
    await deliver(await toWebhook(reference));
    expect(messages).toEqual([]);
    const notificationId = await sendWebhookTest(notifications.ctx, reference);
    await deliver({ channel: 'webhook', notificationId, ...reference });
    expect(JSON.parse(messages[0]!.body)).toMatchObject({
      type: 'webhook.test',
      data: { organization_id: reference.organizationId, webhook_id: reference.webhookId },
    });
  });
});

describe('a member', () => {
  test('is mailed under the same id each time, and one that no server takes fails', async () => {
    const { smtp } = notifications.receivers;
    const { userId, email } = notifications.members.ADMIN;
    const delivery = await toMember(userId);
    smtp.refusals.push({ status: 451, text: `Not now, ${email}` });
    await expect(deliver(delivery)).rejects.toThrow(/^451 /);
    await deliver(delivery);
    await deliver(delivery);
    expect(smtp.received.map(({ recipients }) => recipients)).toEqual([[email], [email]]);
    for (const { email: mail } of smtp.received) {
      expect(await mail).toMatchObject({
        messageId: `<${delivery.notificationId}.${userId}@example.com>`,
      });
    }
  });

  test('who is no administrator any more is told nothing', async () => {
    const { userId } = notifications.members.ADMIN;
    const delivery = await toMember(userId);
    const role = 'DEVELOPER';
    await changeMemberRole(notifications.ctx, { ...notifications.organization(), userId, role });
    await deliver(delivery);
    expect(notifications.receivers.smtp.received).toEqual([]);
  });
});

test('what nobody is there for any more is done', async () => {
  const { reference } = await notifications.createWebhook();
  const delivery = await toWebhook(reference);
  await deleteWebhook(notifications.ctx, reference);
  await deliver(delivery);
  await deliver({ ...delivery, notificationId: crypto.randomUUID() });
  await deliver({ ...(await toMember(crypto.randomUUID())) });
  expect(notifications.receivers.messages).toEqual([]);
});
