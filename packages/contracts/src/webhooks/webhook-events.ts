/** What a webhook can be told of, by the type that its messages have. */
export const webhookEvents = [
  'plan.limit_warning',
  'plan.limit_exceeded',
  'plan.hard_overage_reached',
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];
