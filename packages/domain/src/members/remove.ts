import { recordAudit } from '../audit/record.ts';
import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { checkMayGrant } from './check-may-grant.ts';
import { checkOwnerRemains } from './check-owner-remains.ts';
import { getMemberOrThrow, lockMembers, type MemberReference } from './lock.ts';
import { toAuditedMember } from './record.ts';

/** Takes a member out of an organization; oneself may always leave, but for the last owner. */
export async function removeMember(ctx: Context, input: MemberReference): Promise<void> {
  const { organizationId, userId } = input;
  const { actor } = ctx;
  const leaves = actor.kind === 'member' && actor.userId === userId;
  authorise(ctx, leaves ? 'organization:read' : 'member:remove', organizationId);
  await withTransaction(ctx, async (tx) => {
    await lockMembers(tx, organizationId);
    const { role } = await getMemberOrThrow(tx, input);
    if (!leaves) checkMayGrant(ctx, role);
    if (role === 'OWNER') await checkOwnerRemains(tx, organizationId);
    await tx.db.membership.delete({
      where: { organizationId_userId: { organizationId, userId } },
    });
    await recordAudit(tx, organizationId, [toAuditedMember(userId, 'member_removed', role, null)]);
  });
}
