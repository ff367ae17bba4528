import type { NotificationDelivery, WebhookEvent } from '@halyard/contracts';
import { createDatabase } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import { createWebhook, type Context, type WebhookReference } from '@halyard/domain';
import {
  createOrganizationWithMembers,
  createTestContext,
  type MadeOrganization,
} from '@halyard/domain/testing';
import { afterAll, beforeAll, beforeEach, inject } from 'vitest';

import { deliverNotification } from '../deliver.ts';
import { startReceivers, type Receivers } from './receivers.ts';

interface Made extends MadeOrganization {
  ctx: Context;
  receivers: Receivers;
}

/** A new organization for every test of a file, whom it has told, and no worker that does so. */
export function useNotifications() {
  const made = {} as Made;
  const closers: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    const { url, drop } = await createTestDatabase(inject('postgresUrl'));
    const database = createDatabase({ url, maxConnections: 5 });
    made.ctx = createTestContext(database);
    made.receivers = await startReceivers();
    closers.push(made.receivers.close, () => database.$disconnect(), drop);
  });
  beforeEach(async () => {
    Object.assign(made, await createOrganizationWithMembers(made.ctx));
    made.receivers.messages.length = 0;
    made.receivers.smtp.received.length = 0;
  });
  afterAll(async () => {
    for (const close of closers) await close();
  });

  const organization = () => ({ organizationId: made.organizationId });
  const sealing = (): Context & Pick<Receivers['telling'], 'webhookSealer'> => ({
    ...made.ctx,
    webhookSealer: made.receivers.telling.webhookSealer,
  });

  return Object.assign(made, {
    organization,
    sealing,
    async createWebhook(given: { events?: WebhookEvent[]; enabled?: boolean } = {}) {
      const fields = { url: `${made.receivers.url}/hook`, events: [exceeded], enabled: true };
      const input = { ...organization(), ...fields, ...given };
      const { id, secret } = await createWebhook(sealing(), input);
      return { secret, reference: { ...organization(), webhookId: id } };
    },
    findWebhook: ({ webhookId: id }: WebhookReference) =>
      made.ctx.database.webhook.findFirstOrThrow({ where: { id } }),
    /** Has the organization to be told that all is used up; gives the notification's id. */
    async notify(): Promise<string> {
      const id = made.ctx.newId();
      const content = { month: '2026-11', level: 'exceeded', evaluations: 10_000, limit: 10_000 };
      const row = { ...organization(), id, kind: 'limit_exceeded', content, createdAt: new Date() };
      await made.ctx.database.notification.create({ data: row });
      return id;
    },
    deliver: (delivery: NotificationDelivery) =>
      deliverNotification({ ...made.receivers.telling, ctx: made.ctx }, delivery),
  });
}

const exceeded: WebhookEvent = 'plan.limit_exceeded';
