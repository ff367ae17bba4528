import { AppError, type RegisterRequest } from '@halyard/contracts';

import { addMember } from '../members/add.ts';
import { insertOrganization } from '../organizations/insert.ts';
import { withTransaction, type Transaction } from '../transaction/with-transaction.ts';
import type { AccountContext } from './account-context.ts';
import type { UserRow } from './find-user.ts';
import { insertUser } from './insert-user.ts';
import { takeLink } from './links/take.ts';

export interface RegisterInput extends RegisterRequest {
  /** Whether anybody may make an account, not only the first. */
  allowsSignup: boolean;
}

/**
 * Makes an account. By a set-up link its holder becomes an owner of the link's organization; else an
 * organization is made for them, while registration is open: for the first user, or for everybody.
 */
export async function registerUser(ctx: AccountContext, input: RegisterInput): Promise<UserRow> {
  const passwordHash = await ctx.passwords.hashPassword(input.password);
  return withTransaction(ctx, async (tx) => {
    const organizationId = await findPlace(tx, input);
    const user = await insertUser(tx, { ...input, passwordHash });
    await addMember(tx, { organizationId, user, role: 'OWNER' });
    return user;
  });
}

/** The organization that whoever registers will own. */
async function findPlace(tx: Transaction, input: RegisterInput): Promise<string> {
  const { set_up_token: token, organization_name, name, email, allowsSignup } = input;
  if (token !== undefined) return (await takeLink(tx, token, 'set_up')).organizationId!;
  // Of all who register at once one is the first: the others wait here, and see them.
  await tx.db.$executeRaw`LOCK TABLE user_account IN SHARE ROW EXCLUSIVE MODE`;
  if (!allowsSignup && (await tx.db.user.findFirst())) {
    throw new AppError('forbidden', 'Registration is closed; ask to be invited.');
  }
  const organization = await insertOrganization(tx, organization_name ?? name ?? email);
  return organization.id;
}
