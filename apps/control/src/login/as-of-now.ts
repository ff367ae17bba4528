import type { AccountContext } from '@halyard/domain/accounts';

/** With the time standing still: a code counts by when it came, however long its answer is held. */
export function asOfNow(ctx: AccountContext): AccountContext {
  const at = ctx.now();
  return { ...ctx, now: () => at };
}
