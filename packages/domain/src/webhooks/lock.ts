import { AppError } from '@halyard/contracts';

import type { Transaction } from '../transaction/with-transaction.ts';
import { isUuid } from '../uuid.ts';

/** Says which webhook is meant. */
export interface WebhookReference {
  organizationId: string;
  webhookId: string;
}

/** Locks an organization's webhooks until the transaction ends, those that are to come included. */
export async function lockWebhooks({ db }: Transaction, organizationId: string): Promise<void> {
  const found = isUuid(organizationId)
    ? await db.$queryRaw<unknown[]>`
        SELECT 1 FROM organization WHERE id = ${organizationId}::uuid FOR NO KEY UPDATE`
    : [];
  if (found.length === 0) throw new AppError('not_found', 'There is no such organization.');
}

/** {@link lockWebhooks}, and gives the one that is meant as it is then. */
export async function lockWebhook(
  tx: Transaction,
  { organizationId, webhookId }: WebhookReference,
) {
  await lockWebhooks(tx, organizationId);
  const webhook = isUuid(webhookId)
    ? await tx.db.webhook.findUnique({
        where: { organizationId_id: { organizationId, id: webhookId } },
      })
    : null;
  if (!webhook) throw noSuchWebhook();
  return webhook;
}

export type WebhookRow = Awaited<ReturnType<typeof lockWebhook>>;

export const noSuchWebhook = () => new AppError('not_found', 'There is no such webhook.');
