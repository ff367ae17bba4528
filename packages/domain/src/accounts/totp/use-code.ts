import { findTotpStep } from '@halyard/auth';
import type { Transaction as DatabaseTransaction } from '@halyard/database';

import type { AccountContext } from '../account-context.ts';

/** Takes a code of the user's authenticator; false where it is wrong or was taken before, anywhere. */
export async function useTotpCode(
  ctx: AccountContext,
  userId: string,
  code: string,
  db: Pick<DatabaseTransaction, 'user'> = ctx.database,
): Promise<boolean> {
  const user = await db.user.findUnique({ where: { id: userId } });
  if (!user?.totpSecret) return false;
  const secret = ctx.sealer.open(user.totpSecret, userId).toString();
  const step = findTotpStep(secret, code, ctx.now().getTime());
  if (step === undefined) return false;
  // One statement decides between nodes that are given the same code at once.
  const { count } = await db.user.updateMany({
    where: { id: userId, totpLastStep: { lt: step } },
    data: { totpLastStep: step },
  });
  return count === 1;
}
