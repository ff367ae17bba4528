import { AppError, messageIdOf } from '@halyard/contracts';
import { updateWebhook, type Context } from '@halyard/domain';

import type { DeliverDeps } from '../deliver.ts';
import type { StoredNotification } from '../stored-notification.ts';
import { sign } from './sign.ts';
import { toMessage } from './to-message.ts';

type Deps = Pick<DeliverDeps, 'ctx' | 'webhookSealer' | 'post'>;

/** Whoever answers so wants no more messages. */
const gone = 410;

/** Posts a signed message to a webhook, and notes what became of it. One that is gone is disabled. */
export async function deliverToWebhook(
  deps: Deps,
  notification: StoredNotification,
  webhookId: string,
): Promise<void> {
  const { ctx, post } = deps;
  const { organizationId, id: notificationId, kind } = notification;
  const reference = { organizationId, webhookId };
  const webhook = await findWebhook(ctx, reference);
  if (!webhook || (!webhook.enabled && kind !== 'webhook_test')) return;
  const body = JSON.stringify(toMessage(notification));
  const message = { id: messageIdOf(notificationId), body, now: ctx.now() };
  const headers = sign(openSecrets(deps, webhook), message);
  const answered = await post(webhook.url, headers, body).catch((error: unknown) => {
    return reasonOf(error);
  });
  const status = typeof answered === 'number' ? answered : null;
  const isDelivered = status !== null && status >= 200 && status < 300;
  await note(ctx, reference, { isDelivered, status });
  if (status === gone) return disable(ctx, reference);
  // What became of a test is in the webhook; whoever asked for it may ask again.
  if (!isDelivered && kind !== 'webhook_test')
    throw new Error(`A webhook did not take a message: ${answered}`);
}

type WebhookRow = NonNullable<Awaited<ReturnType<typeof findWebhook>>>;

const findWebhook = (
  { database }: Context,
  { organizationId, webhookId: id }: { organizationId: string; webhookId: string },
) => database.webhook.findUnique({ where: { organizationId_id: { organizationId, id } } });

/** The newest first; the one before while it holds. */
function openSecrets({ ctx, webhookSealer }: Deps, webhook: WebhookRow): string[] {
  const { id, secret, previousSecret, previousSecretUntil } = webhook;
  const holds = previousSecret && previousSecretUntil && previousSecretUntil > ctx.now();
  return [secret, ...(holds ? [previousSecret] : [])].map((sealed) =>
    webhookSealer.open(sealed, id).toString(),
  );
}

/** A code alone: an error's message may hold the address. */
function reasonOf(error: unknown): string {
  const { code, name } = error as Partial<NodeJS.ErrnoException>;
  return typeof code === 'string' ? code : (name ?? 'unknown');
}

/** By updateMany: it may be gone by now. */
async function note(
  { database, now }: Context,
  { organizationId, webhookId: id }: { organizationId: string; webhookId: string },
  { isDelivered, status }: { isDelivered: boolean; status: number | null },
): Promise<void> {
  await database.webhook.updateMany({
    where: { organizationId, id },
    data: { lastAttemptAt: now(), lastDelivered: isDelivered, lastStatus: status },
  });
}

async function disable(
  ctx: Context,
  reference: { organizationId: string; webhookId: string },
): Promise<void> {
  try {
    await updateWebhook(ctx, { ...reference, fields: { enabled: false } });
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'not_found')) throw error;
  }
}
