import { toAppError, type Transaction } from '@halyard/database';

import type { Context } from './context.ts';

const timeoutMs = 5_000;

/** Runs a verb's writes in one transaction: all of them happen, or none. */
export async function withTransaction<T>(
  ctx: Context,
  write: (tx: Transaction) => Promise<T>,
): Promise<T> {
  try {
    return await ctx.database.$transaction(write, { timeout: timeoutMs });
  } catch (error) {
    throw toAppError(error);
  }
}
