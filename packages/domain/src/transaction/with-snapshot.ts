import { toAppError } from '@halyard/database';

import type { Context } from '../context/context.ts';
import { usualTimeoutMs, type Transaction } from './with-transaction.ts';

/** Reads everything as of one point in time; what would write or lock is refused by PostgreSQL. */
export async function withSnapshot<T>(
  ctx: Context,
  read: (tx: Transaction) => Promise<T>,
): Promise<T> {
  try {
    return await ctx.database.$transaction(
      async (db) => {
        await db.$executeRaw`SET TRANSACTION READ ONLY`;
        return read({ ctx, db, hints: [] });
      },
      { isolationLevel: 'RepeatableRead', timeout: usualTimeoutMs, maxWait: usualTimeoutMs },
    );
  } catch (error) {
    throw toAppError(error);
  }
}
