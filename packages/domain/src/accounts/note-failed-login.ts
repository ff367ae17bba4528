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
  for (const { organizationId, role } of user.memberships) {
    const actor = { kind: 'member', userId, email, organizationId, role } as const;
    await withTransaction({ ...ctx, actor }, (tx) =>
      recordAudit(tx, organizationId, [
        {
          entityType: 'member',
          entityId: userId,
          action: 'login_failed',
          changes: { before: null, after: { step } },
        },
      ]),
    );
  }
}
