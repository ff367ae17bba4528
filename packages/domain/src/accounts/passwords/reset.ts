import { withTransaction } from '../../transaction/with-transaction.ts';
import type { AccountContext } from '../account-context.ts';
import { takeLink } from '../links/take.ts';
import { storePassword } from './change.ts';

/**
 * Sets a new password by a link that was mailed. The second factor is asked for as before.
 * Gives whose it was.
 */
export async function resetPassword(
  ctx: AccountContext,
  { token, newPassword }: { token: string; newPassword: string },
): Promise<{ email: string }> {
  const passwordHash = await ctx.passwords.hashPassword(newPassword);
  return withTransaction(ctx, async (tx) => {
    const { userId } = await takeLink(tx, token, 'password_reset');
    await storePassword(tx, userId!, passwordHash);
    return tx.db.user.findUniqueOrThrow({ where: { id: userId! }, select: { email: true } });
  });
}
