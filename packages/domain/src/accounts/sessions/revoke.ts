import type { AccountContext } from '../account-context.ts';

/** Ends one session of a user; says whether there was one. */
export async function revokeSession(
  { database, now }: AccountContext,
  { userId, sessionId }: { userId?: string; sessionId: string },
): Promise<boolean> {
  const { count } = await database.session.updateMany({
    where: { id: sessionId, revokedAt: null, ...(userId !== undefined && { userId }) },
    data: { revokedAt: now() },
  });
  return count === 1;
}
