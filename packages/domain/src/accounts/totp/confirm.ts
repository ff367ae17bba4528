import { AppError } from '@halyard/contracts';

import { withTransaction } from '../../transaction/with-transaction.ts';
import type { AccountContext } from '../account-context.ts';
import { replaceRecoveryCodes } from './replace-recovery-codes.ts';
import { useTotpCode } from './use-code.ts';

/**
 * Sets the second factor up by a first code of the secret that was offered; gives the recovery codes.
 * `undefined` where the code is wrong.
 */
export function confirmTotp(
  ctx: AccountContext,
  { userId, code }: { userId: string; code: string },
): Promise<string[] | undefined> {
  return withTransaction(ctx, async (tx) => {
    if (!(await useTotpCode(ctx, userId, code, tx.db))) return undefined;
    const { count } = await tx.db.user.updateMany({
      where: { id: userId, totpEnrolledAt: null },
      data: { totpEnrolledAt: ctx.now(), credentialsVersion: { increment: 1 } },
    });
    if (count === 0) throw new AppError('conflict', 'The second factor is set up already.');
    return replaceRecoveryCodes(ctx, tx, userId);
  });
}
