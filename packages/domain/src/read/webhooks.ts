import type { WebhookDetails, WebhookEvent, WebhookList } from '@halyard/contracts';
import { present, type Database } from '@halyard/database';

import { isUuid } from '../uuid.ts';
import { noSuchWebhook, type WebhookReference, type WebhookRow } from '../webhooks/lock.ts';

/** An organization's webhooks, the oldest first; never their secrets. */
export async function listWebhooks(
  database: Database,
  organizationId: string,
  now: Date,
): Promise<WebhookList> {
  const rows = await database.webhook.findMany({
    where: { organizationId },
    omit,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return { webhooks: rows.map((row) => toDetails(row, now)), total: rows.length };
}

export async function readWebhook(
  database: Database,
  { organizationId, webhookId: id }: WebhookReference,
  now: Date,
): Promise<WebhookDetails> {
  const where = { organizationId_id: { organizationId, id } };
  const row = isUuid(id) ? await database.webhook.findUnique({ where, omit }) : null;
  if (!row) throw noSuchWebhook();
  return toDetails(row, now);
}

const omit = { secret: true, previousSecret: true } as const;

type Row = Omit<WebhookRow, keyof typeof omit>;

const toDetails = (row: Row, now: Date): WebhookDetails => ({
  id: row.id,
  url: row.url,
  events: row.events as WebhookEvent[],
  enabled: row.enabled,
  ...present('created_by', row.createdBy),
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
  ...(row.previousSecretUntil &&
    row.previousSecretUntil > now && {
      previous_secret_until: row.previousSecretUntil.toISOString(),
    }),
  ...(row.lastAttemptAt && {
    last_delivery: {
      at: row.lastAttemptAt.toISOString(),
      delivered: row.lastDelivered,
      ...present('status', row.lastStatus),
    },
  }),
});
