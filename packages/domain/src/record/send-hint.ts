import type { Hint } from '@halyard/contracts';

import type { Transaction } from '../transaction/with-transaction.ts';

/** Tells nodes that an organization's log has grown, once the transaction is committed. */
export async function sendHint(tx: Transaction, hint: Hint): Promise<void> {
  tx.hints.push(hint);
  const statement = tx.ctx.hints.statementFor(hint);
  if (statement) await tx.db.$executeRawUnsafe(statement.text, ...statement.values);
}
