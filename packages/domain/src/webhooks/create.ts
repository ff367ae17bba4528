import { generateWebhookSecret } from '@halyard/auth';
import { AppError, parseInput, WebhookFields } from '@halyard/contracts';

import { authorise } from '../authorise.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { lockWebhooks } from './lock.ts';
import { recordWebhook } from './record.ts';
import type { WebhookContext } from './webhook-context.ts';

export interface CreateWebhookInput extends WebhookFields {
  organizationId: string;
}

export interface CreatedWebhook {
  id: string;
  /** What signs its messages: this is the only time it can be seen. */
  secret: string;
}

const mostWebhooks = 10;

/** Has an organization's messages sent to one more address. */
export async function createWebhook(
  ctx: WebhookContext,
  { organizationId, ...input }: CreateWebhookInput,
): Promise<CreatedWebhook> {
  authorise(ctx, 'webhook:create', organizationId);
  const { url, events, enabled } = parseInput(WebhookFields, input);
  const id = ctx.newId();
  const secret = generateWebhookSecret();
  return withTransaction(ctx, async (tx) => {
    await lockWebhooks(tx, organizationId);
    if ((await tx.db.webhook.count({ where: { organizationId } })) >= mostWebhooks) {
      throw new AppError('conflict', `An organization has at most ${mostWebhooks} webhooks.`);
    }
    const now = ctx.now();
    const webhook = await tx.db.webhook.create({
      data: {
        organizationId,
        id,
        url: new URL(url).href,
        events,
        enabled,
        secret: ctx.webhookSealer.seal(secret, id),
        createdBy: ctx.actor.kind === 'member' ? ctx.actor.userId : null,
        createdAt: now,
        updatedAt: now,
      },
    });
    await recordWebhook(tx, 'webhook_created', null, webhook);
    return { id, secret };
  });
}
