import { parseInput, UpdateWebhookRequest } from '@halyard/contracts';

import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { lockWebhook, type WebhookReference } from './lock.ts';
import { isUnchanged, recordWebhook } from './record.ts';

export interface UpdateWebhookInput extends WebhookReference {
  /** What is left out stays as it is. */
  fields: UpdateWebhookRequest;
}

/** Changes where a webhook is, what it is told of, and whether it is told anything. */
export async function updateWebhook(
  ctx: Context,
  { fields, ...reference }: UpdateWebhookInput,
): Promise<void> {
  const { organizationId, webhookId: id } = reference;
  authorise(ctx, 'webhook:update', organizationId);
  const { url, events, enabled } = parseInput(UpdateWebhookRequest, fields);
  await withTransaction(ctx, async (tx) => {
    const before = await lockWebhook(tx, reference);
    const wanted = {
      url: url === undefined ? before.url : new URL(url).href,
      events: events ?? before.events,
      enabled: enabled ?? before.enabled,
    };
    if (isUnchanged(before, wanted)) return;
    const after = await tx.db.webhook.update({
      where: { organizationId_id: { organizationId, id } },
      data: { ...wanted, updatedAt: ctx.now() },
    });
    await recordWebhook(tx, 'webhook_updated', before, after);
  });
}
