import type { Transaction } from '../transaction/with-transaction.ts';
import { appendAudit, type AuditedAction } from './append.ts';

/** Audits what nodes need not know of. The organization's head is the last row a transaction locks. */
export async function recordAudit(
  tx: Transaction,
  organizationId: string,
  actions: readonly AuditedAction[],
): Promise<void> {
  if (actions.length === 0) return;
  const head = await tx.db.changeHead.update({
    where: { organizationId },
    data: { auditSeq: { increment: actions.length } },
  });
  await appendAudit(tx, head, actions, tx.ctx.now());
}
