import { AppError, type MemberRole } from '@halyard/contracts';

import { addMember } from '../members/add.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { isUuid } from '../uuid.ts';
import type { AccountContext } from './account-context.ts';
import { insertUser } from './insert-user.ts';

export interface CreateUserInput {
  email: string;
  name?: string | undefined;
  password: string;
  organizationId: string;
  role: MemberRole;
}

/** For operators: makes an account that sets its second factor up at the first login. */
export async function createUser(ctx: AccountContext, input: CreateUserInput): Promise<void> {
  const passwordHash = await ctx.passwords.hashPassword(input.password);
  const { organizationId, role } = input;
  await withTransaction(ctx, async (tx) => {
    const organization =
      isUuid(organizationId) &&
      (await tx.db.organization.findUnique({ where: { id: organizationId } }));
    if (!organization) throw new AppError('not_found', 'There is no such organization.');
    const user = await insertUser(tx, { ...input, passwordHash });
    await addMember(tx, { organizationId, user, role });
  });
}
