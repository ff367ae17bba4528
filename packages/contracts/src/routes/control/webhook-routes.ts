import * as examples from '../../examples/webhooks.ts';
import {
  WebhookDetails,
  WebhookList,
  WebhookTest,
  WebhookWithSecret,
} from '../../webhooks/webhook-details.ts';
import { CreateWebhookRequest, UpdateWebhookRequest } from '../../webhooks/webhook-fields.ts';
import type { Route } from '../route.ts';

const maxBytes = 64 * 1024;

const common = { service: 'control', origins: 'same', access: 'token' } as const;

const webhooks = '/api/organizations/:org_id/webhooks';
const webhook = `${webhooks}/:webhook_id` as const;

/** Where an organization has messages sent, signed by the Standard Webhooks specification. */
export const webhookRoutes = [
  {
    ...common,
    method: 'GET',
    path: webhooks,
    can: 'webhook:read',
    summary: 'Lists the webhooks, the oldest first, without their secrets.',
    example: examples.listWebhooks,
    answers: { 200: WebhookList },
  },
  {
    ...common,
    method: 'POST',
    path: webhooks,
    can: 'webhook:create',
    summary: 'Makes a webhook, whose secret can be seen this once.',
    body: { schema: CreateWebhookRequest, maxBytes },
    example: examples.createWebhook,
    answers: { 201: WebhookWithSecret },
  },
  {
    ...common,
    method: 'GET',
    path: webhook,
    can: 'webhook:read',
    summary: 'Gives a webhook, without its secret.',
    example: examples.getWebhook,
    answers: { 200: WebhookDetails },
  },
  {
    ...common,
    method: 'PATCH',
    path: webhook,
    can: 'webhook:update',
    summary: 'Changes where a webhook is, what it is told of, and whether.',
    body: { schema: UpdateWebhookRequest, maxBytes },
    example: examples.updateWebhook,
    answers: { 200: WebhookDetails },
  },
  {
    ...common,
    method: 'DELETE',
    path: webhook,
    can: 'webhook:delete',
    summary: 'Deletes a webhook: what was not delivered yet is not sent any more.',
    answers: { 204: null },
  },
  {
    ...common,
    method: 'POST',
    path: `${webhook}/rotate-secret`,
    can: 'webhook:update',
    summary: 'Gives a webhook a new secret; for a day messages are signed with the old one, too.',
    example: examples.rotateWebhookSecret,
    answers: { 200: WebhookWithSecret },
  },
  {
    ...common,
    method: 'POST',
    path: `${webhook}/test`,
    can: 'webhook:update',
    summary: 'Sends a message that is a test, to a webhook that is not enabled, too.',
    example: examples.testWebhook,
    answers: { 202: WebhookTest },
  },
] as const satisfies readonly Route[];
