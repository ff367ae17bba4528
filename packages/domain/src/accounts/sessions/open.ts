import { AppError } from '@halyard/contracts';

import type { AccountContext } from '../account-context.ts';
import { findUser } from '../find-user.ts';
import { toOpenSession, type OpenSession } from './open-session.ts';

/** So long a session lasts without being used; each use begins it anew. */
export const sessionLifetimeMs = 30 * 24 * 3_600_000;

/** Begins a session of somebody who has proved who they are. */
export async function openSession(ctx: AccountContext, userId: string): Promise<OpenSession> {
  const user = await findUser(ctx.database, userId);
  if (!user) throw new AppError('unauthorized', 'This account is gone.');
  const now = ctx.now();
  const session = await ctx.database.session.create({
    data: {
      id: ctx.newId(),
      userId,
      organizationId: user.memberships[0]?.organizationId ?? null,
      rotatedAt: now,
      createdAt: now,
      expiresAt: new Date(now.getTime() + sessionLifetimeMs),
      ipAddress: ctx.client.ipAddress ?? null,
      userAgent: ctx.client.userAgent?.slice(0, 512) ?? null,
    },
  });
  return toOpenSession(session, user);
}
