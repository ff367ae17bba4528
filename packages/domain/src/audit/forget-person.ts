import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { lockOrganization } from '../transaction/lock-organization.ts';
import { withTransaction, type Transaction } from '../transaction/with-transaction.ts';
import { isUuid } from '../uuid.ts';
import { appendAudit } from './append.ts';

export interface ForgetPersonInput {
  organizationId: string;
  userId: string;
}

/**
 * Erases who did what a user did, from where, in an organization's audit; gives how many entries no
 * longer tell. Their digests stay, so that the chain still proves. Twice is the same as once.
 */
export async function forgetPerson(
  ctx: Context,
  { organizationId, userId }: ForgetPersonInput,
): Promise<number> {
  authorise(ctx, 'person:forget', organizationId);
  if (!isUuid(userId)) return 0;
  return withTransaction(ctx, async (tx) => {
    await lockOrganization(tx, organizationId);
    const where = { organizationId, userId };
    const entries = await tx.db.auditPerson.count({ where });
    if (entries === 0) return 0;
    await recordForgetting(tx, organizationId, entries);
    // Last, so that who has themselves forgotten does not stay behind as who did it.
    await tx.db.auditPerson.deleteMany({ where });
    return entries;
  });
}

/** Nodes know nothing of persons: there is an audit entry, but no change for them. */
async function recordForgetting(
  tx: Transaction,
  organizationId: string,
  entries: number,
): Promise<void> {
  const head = await tx.db.changeHead.update({
    where: { organizationId },
    data: { auditSeq: { increment: 1 } },
  });
  const action = {
    entityType: 'organization',
    entityId: organizationId,
    action: 'person_forgotten',
    changes: { before: null, after: { entries } },
  } as const;
  await appendAudit(tx, head, [action], tx.ctx.now());
}
