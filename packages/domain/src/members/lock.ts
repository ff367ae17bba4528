import { AppError } from '@halyard/contracts';

import type { Transaction } from '../transaction/with-transaction.ts';
import { isUuid } from '../uuid.ts';

/**
 * Locks who belongs to an organization until the transaction ends, and who is invited to: what was
 * looked at, such as whether there is another owner, is then so at the commit.
 */
export async function lockMembers({ db }: Transaction, organizationId: string): Promise<void> {
  const found = isUuid(organizationId)
    ? await db.$queryRaw<unknown[]>`
        SELECT 1 FROM organization WHERE id = ${organizationId}::uuid FOR NO KEY UPDATE`
    : [];
  if (found.length === 0) throw new AppError('not_found', 'There is no such organization.');
}

/** Says which member is meant. */
export interface MemberReference {
  organizationId: string;
  userId: string;
}

/** A member as they are; locked with all others before. */
export async function getMemberOrThrow(
  { db }: Transaction,
  { organizationId, userId }: MemberReference,
) {
  const member = isUuid(userId)
    ? await db.membership.findUnique({
        where: { organizationId_userId: { organizationId, userId } },
      })
    : null;
  if (!member) throw new AppError('not_found', 'There is no such member.');
  return member;
}
