import { AppError } from '@halyard/contracts';

import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { notify } from '../notifications/notify.ts';
import { withTransaction, type Transaction } from '../transaction/with-transaction.ts';
import { lockWebhook, type WebhookReference } from './lock.ts';
import { recordWebhook } from './record.ts';

const mostTests = 10;
const minuteMs = 60_000;

/** Has a message sent that says nothing but that it is a test; gives the message's id. */
export async function sendWebhookTest(ctx: Context, reference: WebhookReference): Promise<string> {
  authorise(ctx, 'webhook:update', reference.organizationId);
  return withTransaction(ctx, async (tx) => {
    const webhook = await lockWebhook(tx, reference);
    await checkRate(tx, reference);
    const { organizationId, webhookId: webhook_id } = reference;
    const test = { kind: 'webhook_test', content: { webhook_id } } as const;
    const id = await notify(tx, organizationId, test);
    await recordWebhook(tx, 'webhook_tested', webhook, webhook);
    return id;
  });
}

/** Whoever answers slowly would keep the messages of others waiting. */
async function checkRate({ db, ctx }: Transaction, { organizationId }: WebhookReference) {
  const createdAt = { gt: new Date(ctx.now().getTime() - minuteMs) };
  const tests = await db.notification.count({
    where: { organizationId, kind: 'webhook_test', createdAt },
  });
  if (tests < mostTests) return;
  const message = `An organization’s webhooks are tested ${mostTests} times a minute at most.`;
  throw new AppError('rate_limited', message, undefined, { 'retry-after': '60' });
}
