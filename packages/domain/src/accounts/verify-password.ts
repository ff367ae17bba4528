import type { AccountContext } from './account-context.ts';
import type { UserRow } from './find-user.ts';

/**
 * The user whose e-mail address and password these are; `undefined`, after the same time, where there
 * is none or the password is another.
 */
export async function verifyUserPassword(
  ctx: AccountContext,
  { email, password }: { email: string; password: string },
): Promise<UserRow | undefined> {
  const user = await ctx.database.user.findUnique({ where: { email } });
  const isRight = await ctx.passwords.verifyPassword(password, user?.passwordHash);
  return user && isRight ? user : undefined;
}
