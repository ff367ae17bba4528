import { withTransaction, type Transaction } from '../../transaction/with-transaction.ts';
import type { AccountContext } from '../account-context.ts';
import { endSessions } from '../sessions/end.ts';

export interface ChangePasswordInput {
  userId: string;
  currentPassword: string;
  newPassword: string;
  /** The session that goes on; all others end. */
  sessionId: string | undefined;
}

/** Changes a password by the one before; false where that is wrong. */
export async function changePassword(
  ctx: AccountContext,
  { userId, currentPassword, newPassword, sessionId }: ChangePasswordInput,
): Promise<boolean> {
  const user = await ctx.database.user.findUnique({ where: { id: userId } });
  if (!(await ctx.passwords.verifyPassword(currentPassword, user?.passwordHash))) return false;
  const passwordHash = await ctx.passwords.hashPassword(newPassword);
  await withTransaction(ctx, (tx) => storePassword(tx, userId, passwordHash, sessionId));
  return true;
}

/** What was issued by the old password is void: links, tickets, sessions but the one that goes on. */
export async function storePassword(
  tx: Transaction,
  userId: string,
  passwordHash: string,
  sessionId?: string,
): Promise<void> {
  await tx.db.user.update({
    where: { id: userId },
    data: { passwordHash, credentialsVersion: { increment: 1 } },
  });
  await tx.db.oneTimeLink.deleteMany({
    where: { userId, kind: { in: ['password_reset', 'email_change'] } },
  });
  await endSessions(tx, userId, sessionId);
}
