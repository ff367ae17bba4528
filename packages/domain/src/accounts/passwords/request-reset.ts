import { withTransaction } from '../../transaction/with-transaction.ts';
import type { AccountContext } from '../account-context.ts';
import { createLink, hourMs, type IssuedLink } from '../links/create.ts';

/** A link for the mail by which a password is chosen anew; `undefined` where there is no account. */
export async function requestPasswordReset(
  ctx: AccountContext,
  { email }: { email: string },
): Promise<IssuedLink | undefined> {
  const user = await ctx.database.user.findUnique({ where: { email } });
  if (!user) return undefined;
  const link = { kind: 'password_reset', userId: user.id } as const;
  return withTransaction(ctx, async (tx) => {
    await tx.db.oneTimeLink.deleteMany({ where: link });
    return createLink(tx, { ...link, lifetimeMs: hourMs });
  });
}
