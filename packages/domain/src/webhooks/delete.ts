import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { lockWebhook, type WebhookReference } from './lock.ts';
import { recordWebhook } from './record.ts';

/** Deletes a webhook: what was not delivered to it yet is not sent any more. */
export async function deleteWebhook(ctx: Context, reference: WebhookReference): Promise<void> {
  const { organizationId, webhookId: id } = reference;
  authorise(ctx, 'webhook:delete', organizationId);
  await withTransaction(ctx, async (tx) => {
    const before = await lockWebhook(tx, reference);
    await tx.db.webhook.delete({ where: { organizationId_id: { organizationId, id } } });
    await recordWebhook(tx, 'webhook_deleted', before, null);
  });
}
