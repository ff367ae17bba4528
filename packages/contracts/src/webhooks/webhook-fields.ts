import { z } from 'zod';

import { yesOrNo } from '../inputs/yes-or-no.ts';
import { webhookEvents } from './webhook-events.ts';

const mostCharacters = 2_048;

const urlExpected = `an address, https:// or http://, without user, password and "#", of at most ${mostCharacters} characters`;
const eventsExpected = `different ones of ${webhookEvents.join(', ')}, at least one`;

/** What people say of a webhook. */
export const WebhookFields = z.strictObject({
  url: z.string(urlExpected).max(mostCharacters, urlExpected).refine(isCallable, urlExpected),
  events: z
    .array(z.enum(webhookEvents, eventsExpected), eventsExpected)
    .min(1, eventsExpected)
    .refine((events) => new Set(events).size === events.length, eventsExpected),
  /** Whether it is told anything. */
  enabled: yesOrNo,
});
export type WebhookFields = z.infer<typeof WebhookFields>;

function isCallable(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { href, protocol, username, password, hash } = new URL(text);
  const isHttp = protocol === 'https:' || protocol === 'http:';
  return isHttp && username + password + hash === '' && href.length <= mostCharacters;
}

export const CreateWebhookRequest = WebhookFields.extend({
  events: WebhookFields.shape.events.default([...webhookEvents]),
  enabled: WebhookFields.shape.enabled.default(true),
});

export const UpdateWebhookRequest = WebhookFields.partial().refine(
  (fields) => Object.keys(fields).length > 0,
  { error: 'this, events or enabled', path: ['url'] },
);
export type UpdateWebhookRequest = z.infer<typeof UpdateWebhookRequest>;
