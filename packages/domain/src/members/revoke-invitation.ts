import { AppError } from '@halyard/contracts';

import { recordAudit } from '../audit/record.ts';
import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { withTransaction, type Transaction } from '../transaction/with-transaction.ts';
import { isUuid } from '../uuid.ts';
import { checkMayGrant } from './check-may-grant.ts';
import { lockMembers } from './lock.ts';

export interface InvitationReference {
  organizationId: string;
  invitationId: string;
}

/** Takes an invitation back: its link opens nothing any more. */
export async function revokeInvitation(ctx: Context, input: InvitationReference): Promise<void> {
  const { organizationId } = input;
  authorise(ctx, 'member:invite', organizationId);
  await withTransaction(ctx, async (tx) => {
    await lockMembers(tx, organizationId);
    const { id, role } = await getInvitationOrThrow(tx, input);
    if (role) checkMayGrant(ctx, role);
    // By deleteMany: it may be accepted at this moment.
    const { count } = await tx.db.oneTimeLink.deleteMany({ where: { id } });
    if (count === 0) throw noSuchInvitation();
    await recordAudit(tx, organizationId, [
      {
        entityType: 'invitation',
        entityId: id,
        action: 'invitation_revoked',
        changes: { before: { role }, after: null },
      },
    ]);
  });
}

async function getInvitationOrThrow(
  { db }: Transaction,
  { organizationId, invitationId: id }: InvitationReference,
) {
  const link = isUuid(id)
    ? await db.oneTimeLink.findUnique({ where: { id, organizationId, kind: 'invitation' } })
    : null;
  if (!link) throw noSuchInvitation();
  return link;
}

const noSuchInvitation = () => new AppError('not_found', 'There is no such invitation.');
