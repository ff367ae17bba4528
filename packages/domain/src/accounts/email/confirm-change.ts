import { AppError } from '@halyard/contracts';

import { withTransaction } from '../../transaction/with-transaction.ts';
import type { AccountContext } from '../account-context.ts';
import { takeLink } from '../links/take.ts';

/** Replaces an e-mail address by the one whose link was used; gives the one before. */
export function confirmEmailChange(
  ctx: AccountContext,
  { token }: { token: string },
): Promise<{ before: string; after: string }> {
  return withTransaction(ctx, async (tx) => {
    const { userId, email } = await takeLink(tx, token, 'email_change');
    const [id, after] = [userId!, email!];
    if (await tx.db.user.findUnique({ where: { email: after } })) {
      throw new AppError('conflict', 'There is an account with this e-mail address.');
    }
    const { email: before } = await tx.db.user.findUniqueOrThrow({ where: { id } });
    await tx.db.user.update({
      where: { id },
      data: { email: after, credentialsVersion: { increment: 1 } },
    });
    return { before, after };
  });
}
