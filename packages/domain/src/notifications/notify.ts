import type { Notification } from '@halyard/contracts';

import type { Transaction } from '../transaction/with-transaction.ts';

/** Has an organization told something once the transaction is committed; gives the message's id. */
export async function notify(
  { db, ctx }: Transaction,
  organizationId: string,
  { kind, content }: Notification,
): Promise<string> {
  const id = ctx.newId();
  await db.notification.create({
    data: { organizationId, id, kind, content: { ...content }, createdAt: ctx.now() },
  });
  return id;
}
