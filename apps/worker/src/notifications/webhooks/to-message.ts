import { eventOf, type WebhookMessage } from '@halyard/contracts';

import type { StoredNotification } from '../stored-notification.ts';

/** What a webhook is sent of a notification. */
export function toMessage(notification: StoredNotification): WebhookMessage {
  const timestamp = notification.createdAt.toISOString();
  const { organizationId: organization_id } = notification;
  if (notification.kind === 'webhook_test') {
    return {
      type: 'webhook.test',
      timestamp,
      data: { organization_id, ...notification.content },
    };
  }
  return {
    type: eventOf(notification.kind),
    timestamp,
    data: { organization_id, ...notification.content },
  };
}
