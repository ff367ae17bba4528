import { invalidInput, type AcceptInvitationRequest, type Joined } from '@halyard/contracts';

import { addMember } from '../members/add.ts';
import { withTransaction, type Transaction } from '../transaction/with-transaction.ts';
import type { AccountContext } from './account-context.ts';
import type { UserRow } from './find-user.ts';
import { insertUser } from './insert-user.ts';
import { takeLink } from './links/take.ts';

export interface AcceptedInvitation {
  user: UserRow;
  /** Whether the account was made just now. */
  isNew: boolean;
  organization: Joined['organization'];
}

/**
 * Makes whoever was invited a member. The link proves that the address is theirs; who has no account
 * yet chooses a password for it.
 */
export async function acceptInvitation(
  ctx: AccountContext,
  { token, password, name }: AcceptInvitationRequest,
): Promise<AcceptedInvitation> {
  const passwordHash =
    password === undefined ? undefined : await ctx.passwords.hashPassword(password);
  return withTransaction(ctx, async (tx) => {
    const { email, organizationId, role } = await takeLink(tx, token, 'invitation');
    const known = await tx.db.user.findUnique({ where: { email: email! } });
    const user = known ?? (await createUser(tx, { email: email!, name, passwordHash }));
    const { name: called } = await tx.db.organization.findUniqueOrThrow({
      where: { id: organizationId! },
    });
    await addMember(tx, { organizationId: organizationId!, user, role: role! });
    const organization = { id: organizationId!, name: called, role: role! };
    return { user, isNew: known === null, organization };
  });
}

async function createUser(
  tx: Transaction,
  given: { email: string; name: string | undefined; passwordHash: string | undefined },
): Promise<UserRow> {
  const { passwordHash } = given;
  if (passwordHash === undefined) {
    throw invalidInput([{ field: 'password', expected: 'given: this makes an account' }]);
  }
  return insertUser(tx, { ...given, passwordHash });
}
