import type { NotificationDelivery } from '@halyard/contracts';
import type { Transaction } from '@halyard/database';
import type { Context } from '@halyard/domain';
import type { Producer } from '@halyard/queue';

import { listDeliveries } from './list-deliveries.ts';
import { toStoredNotification, type StoredNotification } from './stored-notification.ts';

export interface HandOverDeps {
  ctx: Pick<Context, 'database' | 'now'>;
  producer: Pick<Producer<'notifications'>, 'add'>;
}

/** A queue that is away is waited for, job by job. */
const timeoutMs = 60_000;

/**
 * Puts what organizations are to be told on the queue, a job for each who is told; gives how many
 * notifications that were. What cannot be queued stays for the next time.
 */
export async function handOverNotifications(deps: HandOverDeps): Promise<number> {
  let handedOver = 0;
  while (await handOverNext(deps)) handedOver += 1;
  return handedOver;
}

/** False where nothing waits, or all that does is being handed over by another worker. */
const handOverNext = ({ ctx, producer }: HandOverDeps): Promise<boolean> =>
  ctx.database.$transaction(
    async (db) => {
      const next = await lockNext(db);
      if (!next) return false;
      for (const delivery of await listDeliveries(db, next)) {
        await producer.add(delivery, jobIdOf(delivery));
      }
      const { organizationId, id } = next;
      await db.notification.update({
        where: { organizationId_id: { organizationId, id } },
        data: { handedOverAt: ctx.now() },
        select: { id: true },
      });
      return true;
    },
    { timeout: timeoutMs },
  );

async function lockNext(db: Transaction): Promise<StoredNotification | undefined> {
  const [row] = await db.$queryRaw<Parameters<typeof toStoredNotification>[0][]>`
    SELECT organization_id::text AS "organizationId", id::text, kind, content,
      created_at AS "createdAt"
    FROM notification WHERE handed_over_at IS NULL
    ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED`;
  return row && toStoredNotification(row);
}

/** Handed over twice, a job that still waits is the same one. */
const jobIdOf = (delivery: NotificationDelivery): string =>
  delivery.channel === 'mail'
    ? `${delivery.notificationId}-${delivery.userId}`
    : `${delivery.notificationId}-${delivery.webhookId}`;
