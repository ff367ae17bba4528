import { recordAudit } from '../audit/record.ts';
import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { lockOrganization } from '../transaction/lock-organization.ts';
import { withTransaction, type Transaction } from '../transaction/with-transaction.ts';

export interface RecordBlockedEvaluationInput {
  organizationId: string;
}

const dayMs = 86_400_000;

/** Audits that evaluations are refused because of the plan; once a UTC day, however often called. */
export async function recordBlockedEvaluation(
  ctx: Context,
  { organizationId }: RecordBlockedEvaluationInput,
): Promise<void> {
  authorise(ctx, 'plan:meter', organizationId);
  await withTransaction(ctx, async (tx) => {
    await lockOrganization(tx, organizationId);
    const head = await tx.db.changeHead.findUnique({ where: { organizationId } });
    // The organization may be gone by now.
    if (!head || (await isAudited(tx, organizationId))) return;
    await recordAudit(tx, organizationId, [
      {
        entityType: 'organization',
        entityId: organizationId,
        action: 'evaluation_blocked',
        changes: { before: null, after: null },
      },
    ]);
  });
}

/** Whether there is an entry of this UTC day. */
async function isAudited({ db, ctx }: Transaction, organizationId: string): Promise<boolean> {
  const nowMs = ctx.now().getTime();
  const entry = await db.auditEntry.findFirst({
    where: {
      organizationId,
      entityId: organizationId,
      action: 'evaluation_blocked',
      createdAt: { gte: new Date(nowMs - (nowMs % dayMs)) },
    },
  });
  return entry !== null;
}
