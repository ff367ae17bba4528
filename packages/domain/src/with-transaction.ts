import type { Hint } from '@halyard/contracts';
import { toAppError, type Transaction as DatabaseTransaction } from '@halyard/database';

import type { Context } from './context.ts';

const timeoutMs = 5_000;

/** A verb's transaction. */
export interface Transaction {
  ctx: Context;
  db: DatabaseTransaction;
  /** What to tell nodes once it is committed. */
  hints: Hint[];
}

/** Runs a verb's writes in one transaction: all of them happen, or none. */
export async function withTransaction<T>(
  ctx: Context,
  write: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const hints: Hint[] = [];
  const result = await commit(ctx, (db) => write({ ctx, db, hints }));
  for (const hint of hints) await ctx.hints.send(hint);
  return result;
}

async function commit<T>(ctx: Context, write: (db: DatabaseTransaction) => Promise<T>): Promise<T> {
  try {
    return await ctx.database.$transaction(write, { timeout: timeoutMs, maxWait: timeoutMs });
  } catch (error) {
    throw toAppError(error);
  }
}
