import { eventOf, type NotificationDelivery } from '@halyard/contracts';
import type { Transaction } from '@halyard/database';

import type { StoredNotification } from './stored-notification.ts';

/** Who is told of a notification: owners and administrators, and the webhooks that ask for it. */
export async function listDeliveries(
  db: Transaction,
  notification: StoredNotification,
): Promise<NotificationDelivery[]> {
  const { organizationId, id: notificationId, kind } = notification;
  const to = { organizationId, notificationId };
  if (kind === 'webhook_test') {
    return [{ channel: 'webhook', ...to, webhookId: notification.content.webhook_id }];
  }
  const members = await db.membership.findMany({
    where: { organizationId, role: { in: ['OWNER', 'ADMIN'] } },
    select: { userId: true },
  });
  const webhooks = await db.webhook.findMany({
    where: { organizationId, enabled: true, events: { has: eventOf(kind) } },
    select: { id: true },
  });
  return [
    ...webhooks.map(({ id }) => ({ channel: 'webhook', ...to, webhookId: id }) as const),
    ...members.map(({ userId }) => ({ channel: 'mail', ...to, userId }) as const),
  ];
}
