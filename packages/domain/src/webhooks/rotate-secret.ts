import { generateWebhookSecret } from '@halyard/auth';

import { authorise } from '../authorise.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { lockWebhook, type WebhookReference } from './lock.ts';
import { recordWebhook } from './record.ts';
import type { WebhookContext } from './webhook-context.ts';

/** How long messages are signed with both: receivers need not change at the very moment. */
const overlapMs = 86_400_000;

/** Gives a webhook a new secret, which can be seen this once. */
export async function rotateWebhookSecret(
  ctx: WebhookContext,
  reference: WebhookReference,
): Promise<string> {
  const { organizationId, webhookId: id } = reference;
  authorise(ctx, 'webhook:update', organizationId);
  const secret = generateWebhookSecret();
  await withTransaction(ctx, async (tx) => {
    const before = await lockWebhook(tx, reference);
    const now = ctx.now();
    const after = await tx.db.webhook.update({
      where: { organizationId_id: { organizationId, id } },
      data: {
        secret: ctx.webhookSealer.seal(secret, id),
        previousSecret: before.secret,
        previousSecretUntil: new Date(now.getTime() + overlapMs),
        updatedAt: now,
      },
    });
    await recordWebhook(tx, 'webhook_secret_rotated', before, after);
  });
  return secret;
}
