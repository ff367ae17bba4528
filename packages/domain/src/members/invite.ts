import type { Role } from '@halyard/auth';
import { AppError, InviteMemberRequest, parseInput } from '@halyard/contracts';

import { createLink, dayMs, type IssuedLink } from '../accounts/links/create.ts';
import { recordAudit } from '../audit/record.ts';
import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { withTransaction, type Transaction } from '../transaction/with-transaction.ts';
import { checkMayGrant } from './check-may-grant.ts';
import { lockMembers } from './lock.ts';

export interface InviteMemberInput {
  organizationId: string;
  email: string;
  role: Role;
}

/**
 * Invites somebody for a week, by a link for them and nobody else; one to the same address that went
 * before is void.
 */
export async function inviteMember(ctx: Context, input: InviteMemberInput): Promise<IssuedLink> {
  const { organizationId } = input;
  authorise(ctx, 'member:invite', organizationId);
  const { email, role } = parseInput(InviteMemberRequest, { email: input.email, role: input.role });
  checkMayGrant(ctx, role);
  return withTransaction(ctx, async (tx) => {
    await lockMembers(tx, organizationId);
    const link = await replaceLink(tx, { organizationId, email, role });
    await recordAudit(tx, organizationId, [
      {
        entityType: 'invitation',
        entityId: link.id,
        action: 'member_invited',
        // Without the address: in the chain it could never be erased.
        changes: { before: null, after: { role } },
      },
    ]);
    return link;
  });
}

/** Its id is the invitation's. */
async function replaceLink(tx: Transaction, invited: InviteMemberInput): Promise<IssuedLink> {
  const { db, ctx } = tx;
  const { organizationId, email } = invited;
  const user = await db.user.findUnique({
    where: { email },
    select: { id: true, memberships: { where: { organizationId } } },
  });
  if (user && user.memberships.length > 0) {
    throw new AppError('conflict', 'They are a member of this organization already.');
  }
  await removeEarlier(tx, invited);
  return createLink(tx, {
    ...invited,
    kind: 'invitation',
    userId: user?.id ?? null,
    createdBy: ctx.actor.kind === 'member' ? ctx.actor.userId : null,
    lifetimeMs: 7 * dayMs,
  });
}

async function removeEarlier(
  { db, ctx }: Transaction,
  { organizationId, email }: InviteMemberInput,
): Promise<void> {
  const where = { organizationId, email, kind: 'invitation' } as const;
  for (const { role } of await db.oneTimeLink.findMany({ where, select: { role: true } })) {
    if (role) checkMayGrant(ctx, role);
  }
  await db.oneTimeLink.deleteMany({ where });
}
