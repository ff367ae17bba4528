import type { NotificationKind, PlanLevelPassed } from '../notifications/notifications.ts';
import type { WebhookEvent } from './webhook-events.ts';

/** The body of a message to a webhook. */
export type WebhookMessage = {
  /** When it happened: RFC 3339, UTC. */
  readonly timestamp: string;
} & (
  | {
      readonly type: WebhookEvent;
      readonly data: PlanLevelPassed & { readonly organization_id: string };
    }
  | {
      readonly type: 'webhook.test';
      readonly data: { readonly organization_id: string; readonly webhook_id: string };
    }
);

/** The type that messages of a kind have; of a test none, since every webhook gets it. */
export const eventOf = (kind: Exclude<NotificationKind, 'webhook_test'>): WebhookEvent =>
  `plan.${kind}`;

/** What a message is called in its header `webhook-id`, the same at each try. */
export const messageIdOf = (notificationId: string): string => `msg_${notificationId}`;
