import type { AuditedAction } from '../audit/append.ts';
import { recordAudit } from '../audit/record.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import type { AccountContext } from './account-context.ts';
import type { UserRow } from './find-user.ts';

/** A login that failed, by whoever they said they were. */
export interface FailedLogin {
  email: string;
  step: 'password' | 'code';
  ipAddress?: string;
  userAgent?: string;
}

/**
 * Audits logins that failed, in every organization their accounts are members of; those of no account
 * in none. Many at once, since an attack makes many.
 */
export async function noteFailedLogins(
  ctx: AccountContext,
  failures: readonly FailedLogin[],
): Promise<void> {
  const users = await ctx.database.user.findMany({
    where: { email: { in: failures.map(({ email }) => email) } },
    include: { memberships: { select: { organizationId: true } } },
  });
  const userOf = new Map(users.map((user) => [user.email, user]));
  const actionsOf = new Map<string, AuditedAction[]>();
  for (const failure of failures) {
    const user = userOf.get(failure.email);
    for (const { organizationId } of user?.memberships ?? []) {
      if (!actionsOf.has(organizationId)) actionsOf.set(organizationId, []);
      actionsOf.get(organizationId)!.push(toAction(user!, failure));
    }
  }
  // Heads are locked one after the other: in one order by whoever locks several.
  const organizationIds = [...actionsOf.keys()].toSorted();
  await withTransaction(ctx, async (tx) => {
    for (const id of organizationIds) await recordAudit(tx, id, actionsOf.get(id)!);
  });
}

const toAction = (
  { id: userId, email: userEmail }: UserRow,
  { step, ipAddress, userAgent }: FailedLogin,
): AuditedAction => ({
  entityType: 'member',
  entityId: userId,
  action: 'login_failed',
  changes: { before: null, after: { step } },
  person: { userId, userEmail, ipAddress: ipAddress ?? null, userAgent: userAgent ?? null },
});
