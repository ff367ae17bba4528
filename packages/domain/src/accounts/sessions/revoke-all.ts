import { withTransaction } from '../../transaction/with-transaction.ts';
import type { AccountContext } from '../account-context.ts';
import { endSessions } from './end.ts';

/** Logs a user out everywhere. */
export const revokeSessions = (ctx: AccountContext, userId: string): Promise<void> =>
  withTransaction(ctx, (tx) => endSessions(tx, userId));
