import { AppError } from '@halyard/contracts';

import { withTransaction } from '../../transaction/with-transaction.ts';
import type { AccountContext } from '../account-context.ts';
import { endSessions } from '../sessions/end.ts';

/** For operators: whoever lost their authenticator and all recovery codes sets up another. */
export async function resetTotp(ctx: AccountContext, { email }: { email: string }): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    const user = await tx.db.user.findUnique({ where: { email } });
    if (!user) throw new AppError('not_found', 'There is no account with this e-mail address.');
    await tx.db.user.update({
      where: { id: user.id },
      data: { totpSecret: null, totpEnrolledAt: null, credentialsVersion: { increment: 1 } },
    });
    await tx.db.recoveryCode.deleteMany({ where: { userId: user.id } });
    await endSessions(tx, user.id);
  });
}
