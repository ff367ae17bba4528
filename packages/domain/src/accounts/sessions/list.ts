import type { SessionList } from '@halyard/contracts';

import type { AccountContext } from '../account-context.ts';

/** The live sessions of a user, the one used last first. */
export async function listSessions(
  { database, now }: AccountContext,
  { userId, currentId }: { userId: string; currentId: string | undefined },
): Promise<SessionList> {
  const rows = await database.session.findMany({
    where: { userId, revokedAt: null, expiresAt: { gt: now() } },
    orderBy: [{ rotatedAt: 'desc' }, { id: 'desc' }],
  });
  const sessions = rows.map((row) => ({
    id: row.id,
    is_current: row.id === currentId,
    created_at: row.createdAt.toISOString(),
    last_used_at: row.rotatedAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
    ...(row.ipAddress !== null && { ip_address: row.ipAddress }),
    ...(row.userAgent !== null && { user_agent: row.userAgent }),
  }));
  return { sessions, total: sessions.length };
}
