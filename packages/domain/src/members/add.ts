import type { Role } from '@halyard/auth';
import { AppError } from '@halyard/contracts';

import { recordAudit } from '../audit/record.ts';
import type { Transaction } from '../transaction/with-transaction.ts';
import { toAuditedMember } from './record.ts';

export interface AddMemberInput {
  organizationId: string;
  user: { id: string; email: string };
  role: Role;
}

/**
 * Makes a user a member, as part of what lets them in, which they say themselves in the audit;
 * `conflict` where they are one already.
 */
export async function addMember(
  tx: Transaction,
  { organizationId, user, role }: AddMemberInput,
): Promise<void> {
  const { id: userId, email } = user;
  const { ctx, db } = tx;
  // Asked first: a violated key would be the end of the transaction.
  const where = { organizationId_userId: { organizationId, userId } };
  if (await db.membership.findUnique({ where })) {
    throw new AppError('conflict', 'You are a member of this organization already.');
  }
  await db.membership.create({ data: { organizationId, userId, role, createdAt: ctx.now() } });
  const actor = { kind: 'member', userId, email, organizationId, role } as const;
  await recordAudit({ ...tx, ctx: { ...ctx, actor } }, organizationId, [
    toAuditedMember(userId, 'member_joined', null, role),
  ]);
}
