import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { lockOrganization } from '../transaction/lock-organization.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { isUuid } from '../uuid.ts';
import { recordAudit } from './record.ts';

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
    const forgotten = {
      entityType: 'organization',
      entityId: organizationId,
      action: 'person_forgotten',
      changes: { before: null, after: { entries } },
    } as const;
    await recordAudit(tx, organizationId, [forgotten]);
    // Last, so that who has themselves forgotten does not stay behind as who did it.
    await tx.db.auditPerson.deleteMany({ where });
    return entries;
  });
}
