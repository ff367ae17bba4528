import { z } from 'zod';

import { webhookEvents } from './webhook-events.ts';

/** Where an organization has messages sent, and how the last one fared. */
export const WebhookDetails = z.strictObject({
  id: z.uuid(),
  url: z.string(),
  events: z.array(z.enum(webhookEvents)),
  enabled: z.boolean(),
  created_by: z.uuid().optional(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  /** Until when messages are signed with the secret before, too; absent where they are not. */
  previous_secret_until: z.iso.datetime().optional(),
  /** Absent until one was sent. */
  last_delivery: z
    .strictObject({
      at: z.iso.datetime(),
      delivered: z.boolean(),
      /** Of the answer; absent where there was none. */
      status: z.int().optional(),
    })
    .optional(),
});
export type WebhookDetails = z.infer<typeof WebhookDetails>;

export const WebhookList = z.strictObject({ webhooks: z.array(WebhookDetails), total: z.int() });
export type WebhookList = z.infer<typeof WebhookList>;

/** A test that is on its way; its id is the message's `webhook-id`. */
export const WebhookTest = z.strictObject({ message_id: z.string() });
export type WebhookTest = z.infer<typeof WebhookTest>;

/** A webhook with its new secret: the only time that it can be seen. */
export const WebhookWithSecret = z.strictObject({ webhook: WebhookDetails, secret: z.string() });
export type WebhookWithSecret = z.infer<typeof WebhookWithSecret>;
