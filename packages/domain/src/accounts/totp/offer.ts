import { generateTotpSecret } from '@halyard/auth';
import { AppError } from '@halyard/contracts';

import type { AccountContext } from '../account-context.ts';

/**
 * Gives a secret for the user's authenticator. It is asked for once a code of it was given; until then
 * another can be offered.
 */
export async function offerTotpSecret(ctx: AccountContext, userId: string): Promise<string> {
  const secret = generateTotpSecret();
  const { count } = await ctx.database.user.updateMany({
    where: { id: userId, totpEnrolledAt: null },
    data: { totpSecret: ctx.sealer.seal(secret, userId) },
  });
  if (count === 0) throw new AppError('conflict', 'The second factor is set up already.');
  return secret;
}
