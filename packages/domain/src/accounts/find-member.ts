import type { Member } from '@halyard/auth';
import type { Database } from '@halyard/database';

/** A member as they are now, with the role they have now; `undefined` where they are none any more. */
export async function findMember(
  database: Pick<Database, 'membership'>,
  { userId, organizationId }: Member,
): Promise<Member | undefined> {
  const membership = await database.membership.findUnique({
    where: { organizationId_userId: { organizationId, userId } },
    include: { user: { select: { email: true } } },
  });
  if (!membership) return undefined;
  const { role, user } = membership;
  return { kind: 'member', userId, email: user.email, organizationId, role };
}
