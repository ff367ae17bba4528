import type { Transaction } from '../../transaction/with-transaction.ts';

/** Ends all sessions of a user, or all but one. */
export async function endSessions(
  { ctx, db }: Transaction,
  userId: string,
  but?: string,
): Promise<void> {
  await db.session.updateMany({
    where: { userId, revokedAt: null, ...(but !== undefined && { id: { not: but } }) },
    data: { revokedAt: ctx.now() },
  });
}
