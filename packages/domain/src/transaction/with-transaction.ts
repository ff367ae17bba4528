import type { Hint } from '@halyard/contracts';
import {
  isWriteConflict,
  toAppError,
  type Transaction as DatabaseTransaction,
} from '@halyard/database';

import type { Context } from '../context/context.ts';
import type { RecordedChange } from '../record/record-change.ts';

export const usualTimeoutMs = 5_000;
/** Locks are taken in one order, so that verbs never deadlock; should they ever, the next try works. */
const attempts = 3;

/** A verb's transaction. */
export interface Transaction {
  ctx: Context;
  db: DatabaseTransaction;
  /** What to tell nodes once it is committed. */
  hints: Hint[];
  /** Where changes wait that are recorded together; left out where each is at once. */
  deferred?: RecordedChange[];
}

/** Runs a verb's writes in one transaction: all of them happen, or none. */
export async function withTransaction<T>(
  ctx: Context,
  write: (tx: Transaction) => Promise<T>,
  timeoutMs = usualTimeoutMs,
): Promise<T> {
  const { result, hints } = await commit(ctx, write, timeoutMs, attempts);
  for (const hint of hints) await ctx.hints.send(hint);
  return result;
}

/** Undoes a transaction that has worked. */
class Rehearsed extends Error {
  override readonly name = 'Rehearsed';
  readonly result: unknown;

  constructor(result: unknown) {
    super('This was a rehearsal.');
    this.result = result;
  }
}

interface Committed<T> {
  result: T;
  hints: readonly Hint[];
}

async function commit<T>(
  ctx: Context,
  write: (tx: Transaction) => Promise<T>,
  timeoutMs: number,
  attemptsLeft: number,
): Promise<Committed<T>> {
  const hints: Hint[] = [];
  const run = async (db: DatabaseTransaction): Promise<T> => {
    const result = await write({ ctx, db, hints });
    if (ctx.isRehearsal) throw new Rehearsed(result);
    return result;
  };
  try {
    const result = await ctx.database.$transaction(run, {
      timeout: timeoutMs,
      maxWait: usualTimeoutMs,
    });
    return { result, hints };
  } catch (error) {
    if (error instanceof Rehearsed) return { result: error.result as T, hints: [] };
    if (isWriteConflict(error) && attemptsLeft > 1) {
      return commit(ctx, write, timeoutMs, attemptsLeft - 1);
    }
    throw toAppError(error);
  }
}
