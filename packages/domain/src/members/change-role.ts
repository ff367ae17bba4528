import type { Role } from '@halyard/auth';
import { ChangeRoleRequest, parseInput } from '@halyard/contracts';

import { recordAudit } from '../audit/record.ts';
import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { checkMayGrant } from './check-may-grant.ts';
import { checkOwnerRemains } from './check-owner-remains.ts';
import { getMemberOrThrow, lockMembers, type MemberReference } from './lock.ts';
import { toAuditedMember } from './record.ts';

export interface ChangeMemberRoleInput extends MemberReference {
  role: Role;
}

/** Gives a member another role. Owners are made and unmade by owners; one of them stays. */
export async function changeMemberRole(ctx: Context, input: ChangeMemberRoleInput): Promise<void> {
  const { organizationId, userId } = input;
  authorise(ctx, 'member:change_role', organizationId);
  const { role } = parseInput(ChangeRoleRequest, { role: input.role });
  checkMayGrant(ctx, role);
  await withTransaction(ctx, async (tx) => {
    await lockMembers(tx, organizationId);
    const before = await getMemberOrThrow(tx, input);
    checkMayGrant(ctx, before.role);
    if (before.role === role) return;
    if (before.role === 'OWNER') await checkOwnerRemains(tx, organizationId);
    await tx.db.membership.update({
      where: { organizationId_userId: { organizationId, userId } },
      data: { role },
    });
    const changed = toAuditedMember(userId, 'role_changed', before.role, role);
    await recordAudit(tx, organizationId, [changed]);
  });
}
