import { withTransaction } from '../../transaction/with-transaction.ts';
import type { AccountContext } from '../account-context.ts';
import { createLink, dayMs, type IssuedLink } from '../links/create.ts';

export interface RequestEmailChangeInput {
  userId: string;
  password: string;
  newEmail: string;
}

/** A link for the mail to the new address; `undefined` where the password is wrong. */
export async function requestEmailChange(
  ctx: AccountContext,
  { userId, password, newEmail: email }: RequestEmailChangeInput,
): Promise<IssuedLink | undefined> {
  const user = await ctx.database.user.findUnique({ where: { id: userId } });
  if (!(await ctx.passwords.verifyPassword(password, user?.passwordHash))) return undefined;
  const link = { kind: 'email_change', userId } as const;
  return withTransaction(ctx, async (tx) => {
    await tx.db.oneTimeLink.deleteMany({ where: link });
    return createLink(tx, { ...link, email, lifetimeMs: dayMs });
  });
}
