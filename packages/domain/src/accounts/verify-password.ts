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
  const passwordHash = await findPasswordHash(ctx, email);
  const isRight = await ctx.passwords.verifyPassword(password, passwordHash);
  if (passwordHash === undefined || !isRight) return undefined;
  // Changed while it was verified, it is the right one no longer.
  const user = await ctx.database.user.findUnique({ where: { email, passwordHash } });
  return user ?? undefined;
}

/** In SQL: an attack asks often, beside evaluation, and a model's query costs three times as much. */
async function findPasswordHash(
  { database }: AccountContext,
  email: string,
): Promise<string | undefined> {
  const [row] = await database.$queryRaw<{ passwordHash: string }[]>`
    SELECT password_hash AS "passwordHash" FROM user_account WHERE email = ${email}`;
  return row?.passwordHash;
}
