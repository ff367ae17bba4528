import type { Role } from '@halyard/auth';

import { difference } from '../audit/difference.ts';
import { recordAudit } from '../audit/record.ts';
import type { Transaction } from '../transaction/with-transaction.ts';

interface NewMember {
  organizationId: string;
  user: { id: string; email: string };
  role: Role;
}

/** Makes somebody a member, which they say themselves in the audit. */
export async function addMember(tx: Transaction, { organizationId, user, role }: NewMember) {
  const { id: userId, email } = user;
  const { ctx, db } = tx;
  await db.membership.create({ data: { organizationId, userId, role, createdAt: ctx.now() } });
  const actor = { kind: 'member', userId, email, organizationId, role } as const;
  await recordAudit({ ...tx, ctx: { ...ctx, actor } }, organizationId, [
    {
      entityType: 'member',
      entityId: userId,
      action: 'member_joined',
      changes: difference(null, { role }),
    },
  ]);
}
