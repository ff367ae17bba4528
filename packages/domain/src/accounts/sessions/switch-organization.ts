import { AppError } from '@halyard/contracts';

import type { AccountContext } from '../account-context.ts';
import { findUser } from '../find-user.ts';
import { toOpenSession, type OpenSession } from './open-session.ts';
import { findLive, sessionEnded } from './refresh.ts';

/** Has a session act in another organization of its user. */
export async function switchOrganization(
  ctx: AccountContext,
  { sessionId, organizationId }: { sessionId: string; organizationId: string },
): Promise<OpenSession> {
  const { userId } = await findLive(ctx, sessionId);
  const user = await findUser(ctx.database, userId);
  if (!user) throw sessionEnded();
  if (!user.memberships.some((membership) => membership.organizationId === organizationId)) {
    throw new AppError('not_found', 'You are a member of no such organization.');
  }
  const session = await ctx.database.session.update({
    where: { id: sessionId },
    data: { organizationId },
  });
  return toOpenSession(session, user);
}
