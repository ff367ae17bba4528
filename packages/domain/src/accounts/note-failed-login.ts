import { recordAudit } from '../audit/record.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import type { AccountContext } from './account-context.ts';
import { findUser } from './find-user.ts';

/** Audits a login that failed in every organization its account is a member of; else in none. */
export async function noteFailedLogin(
  ctx: AccountContext,
  { userId, step }: { userId: string; step: 'password' | 'code' },
): Promise<void> {
  const user = await findUser(ctx.database, userId);
  if (!user) return;
  const { email } = user;
  // Their heads are locked one after the other: in one order by whoever locks several.
  const memberships = user.memberships.toSorted((a, b) =>
    a.organizationId < b.organizationId ? -1 : 1,
  );
  await withTransaction(ctx, async (tx) => {
    for (const { organizationId, role } of memberships) {
      const actor = { kind: 'member', userId, email, organizationId, role } as const;
      await recordAudit({ ...tx, ctx: { ...ctx, actor } }, organizationId, [
        {
          entityType: 'member',
          entityId: userId,
          action: 'login_failed',
          changes: { before: null, after: { step } },
        },
      ]);
    }
  });
}
