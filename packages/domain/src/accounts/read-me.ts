import type { Member } from '@halyard/auth';
import type { Me } from '@halyard/contracts';

import type { AccountContext } from './account-context.ts';
import { findUser } from './find-user.ts';
import { toMemberOrganization } from './sessions/open-session.ts';

/** Who a member is, and where else they are one; `undefined` where they are none there any more. */
export async function readMe(
  { database }: Pick<AccountContext, 'database'>,
  { userId, organizationId }: Member,
): Promise<Me | undefined> {
  const user = await findUser(database, userId);
  if (!user) return undefined;
  const organizations = user.memberships.map(toMemberOrganization);
  const organization = organizations.find(({ id }) => id === organizationId);
  if (!organization) return undefined;
  return { user: { id: user.id, email: user.email, name: user.name }, organization, organizations };
}
