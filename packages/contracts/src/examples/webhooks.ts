import type { RouteExample } from '../routes/route.ts';
import type { WebhookDetails } from '../webhooks/webhook-details.ts';
import { exampleIds } from './ids.ts';

const operations = {
  id: exampleIds.webhook,
  url: 'https://hooks.example.com/halyard',
  events: ['plan.limit_exceeded', 'plan.hard_overage_reached'],
  enabled: true,
  created_by: exampleIds.user,
  created_at: '2026-11-01T09:00:00.000Z',
  updated_at: '2026-11-01T09:00:00.000Z',
} satisfies WebhookDetails;

const { url, events } = operations;
const secret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDBsTYSCCmTPk=';

export const createWebhook = {
  body: { url, events },
  answer: { webhook: operations, secret },
} satisfies RouteExample;

export const listWebhooks = {
  answer: { webhooks: [operations], total: 1 },
} satisfies RouteExample;

export const getWebhook = { answer: operations } satisfies RouteExample;

export const updateWebhook = {
  body: { enabled: false },
  answer: { ...operations, enabled: false, updated_at: '2026-11-02T09:00:00.000Z' },
} satisfies RouteExample;

export const rotateWebhookSecret = {
  answer: {
    webhook: { ...operations, previous_secret_until: '2026-11-03T09:00:00.000Z' },
    secret,
  },
} satisfies RouteExample;

export const testWebhook = {
  answer: { message_id: 'msg_0197a000-0000-7000-8000-000000000021' },
} satisfies RouteExample;
