import { AppError, type MemberDetails, type MemberList } from '@halyard/contracts';
import type { Database } from '@halyard/database';

import type { MemberReference } from '../members/lock.ts';
import { isUuid } from '../uuid.ts';

/** An organization's members, by e-mail address. */
export async function listMembers(database: Database, organizationId: string): Promise<MemberList> {
  const rows = await database.membership.findMany({
    where: { organizationId },
    select,
    orderBy: { user: { email: 'asc' } },
  });
  return { members: rows.map(toDetails), total: rows.length };
}

export async function readMember(
  database: Database,
  { organizationId, userId }: MemberReference,
): Promise<MemberDetails> {
  const where = { organizationId_userId: { organizationId, userId } };
  const row = isUuid(userId) ? await database.membership.findUnique({ where, select }) : null;
  if (!row) throw new AppError('not_found', 'There is no such member.');
  return toDetails(row);
}

const select = {
  role: true,
  createdAt: true,
  user: { select: { id: true, email: true, name: true } },
} as const;

interface Row {
  role: MemberDetails['role'];
  createdAt: Date;
  user: { id: string; email: string; name: string };
}

const toDetails = ({ role, createdAt, user }: Row): MemberDetails => ({
  user_id: user.id,
  email: user.email,
  name: user.name,
  role,
  joined_at: createdAt.toISOString(),
});
