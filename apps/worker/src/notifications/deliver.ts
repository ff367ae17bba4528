import type { Sealer } from '@halyard/auth';
import type { NotificationDelivery } from '@halyard/contracts';
import { toAppError } from '@halyard/database';
import type { Context } from '@halyard/domain';
import type { Mailer } from '@halyard/mail';

import { deliverMail } from './mail/deliver-mail.ts';
import { toStoredNotification, type StoredNotification } from './stored-notification.ts';
import { deliverToWebhook } from './webhooks/deliver-to-webhook.ts';
import type { Post } from './webhooks/post.ts';

export interface DeliverDeps {
  ctx: Context;
  mailer: Pick<Mailer, 'deliver'>;
  /** Opens webhooks' secrets. */
  webhookSealer: Pick<Sealer, 'open'>;
  post: Post;
}

/** Sends one message to whom it is for; rejects unless it was taken. What nobody is there for is done. */
export async function deliverNotification(
  deps: DeliverDeps,
  delivery: NotificationDelivery,
): Promise<void> {
  try {
    const notification = await find(deps.ctx, delivery);
    if (notification) await deliver(deps, notification, delivery);
  } catch (error) {
    // While the database is away no attempt counts.
    throw toAppError(error);
  }
}

async function deliver(
  deps: DeliverDeps,
  notification: StoredNotification,
  delivery: NotificationDelivery,
): Promise<void> {
  if (delivery.channel === 'webhook') {
    await deliverToWebhook(deps, notification, delivery.webhookId);
  } else if (notification.kind !== 'webhook_test') {
    await deliverMail(deps, notification, delivery.userId);
  }
}

/** Gone with its organization, or since it is old. */
async function find(
  { database }: Context,
  { organizationId, notificationId: id }: NotificationDelivery,
): Promise<StoredNotification | undefined> {
  const row = await database.notification.findUnique({
    where: { organizationId_id: { organizationId, id } },
  });
  return row ? toStoredNotification(row) : undefined;
}
