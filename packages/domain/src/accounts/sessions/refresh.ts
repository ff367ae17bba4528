import { AppError } from '@halyard/contracts';
import type { Database } from '@halyard/database';

import { withTransaction } from '../../transaction/with-transaction.ts';
import type { AccountContext } from '../account-context.ts';
import { findUser } from '../find-user.ts';
import { toOpenSession, type OpenSession, type SessionRow } from './open-session.ts';
import { sessionLifetimeMs } from './open.ts';

/** What a refresh token says. */
export interface RefreshedSession {
  sessionId: string;
  generation: number;
}

/**
 * Goes on with a session, whose next refresh token is of the generation given. A token that was
 * replaced gives the same successor for ten seconds; after that somebody has stolen one of the two,
 * and the session ends.
 */
export async function refreshSession(
  ctx: AccountContext,
  { sessionId, generation }: RefreshedSession,
): Promise<OpenSession> {
  const session = await findLive(ctx, sessionId);
  const user = await findUser(ctx.database, session.userId);
  if (!user) throw sessionEnded();
  if (session.generation === generation) {
    return withTransaction(ctx, async ({ db }) => {
      // Whether by this call or one that was faster: the successor is the same.
      await rotate(db, session);
      return toOpenSession(await findLive({ database: db, now: ctx.now }, sessionId), user);
    });
  }
  if (session.generation === generation + 1 && (await isRecent(ctx, session))) {
    return toOpenSession(session, user);
  }
  await ctx.database.session.update({ where: { id: sessionId }, data: { revokedAt: ctx.now() } });
  throw sessionEnded();
}

/** The session, unless it has ended. */
export async function findLive(
  { database, now }: { database: Pick<Database, 'session'>; now: () => Date },
  sessionId: string,
): Promise<SessionRow> {
  const session = await database.session.findUnique({ where: { id: sessionId } });
  if (!session || session.revokedAt || session.expiresAt <= now()) throw sessionEnded();
  return session;
}

// By the database's clock, which is one for all nodes.
const rotate = (db: Pick<Database, '$executeRaw'>, { id, generation }: SessionRow) =>
  db.$executeRaw`
    UPDATE session SET generation = generation + 1, rotated_at = now(),
      expires_at = now() + ${sessionLifetimeMs} * interval '1 millisecond'
    WHERE id = ${id}::uuid AND generation = ${generation} AND revoked_at IS NULL`;

/** Two tabs may come with the same token, one up to ten seconds after the other. */
async function isRecent({ database }: AccountContext, { id }: SessionRow): Promise<boolean> {
  const rows = await database.$queryRaw<unknown[]>`
    SELECT 1 FROM session WHERE id = ${id}::uuid AND rotated_at > now() - interval '10 seconds'`;
  return rows.length > 0;
}

export const sessionEnded = (): AppError =>
  new AppError('unauthorized', 'This session has ended; log in again.');
