import type { Context } from '../context/context.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { createLink, dayMs, type IssuedLink } from './links/create.ts';

/**
 * A link by which the first user becomes an owner of an organization, in place of the one before it;
 * `undefined` once anybody is a member there.
 */
export async function createSetUpLink(
  ctx: Context,
  { organizationId }: { organizationId: string },
): Promise<IssuedLink | undefined> {
  return withTransaction(ctx, async (tx) => {
    if (await tx.db.membership.findFirst({ where: { organizationId } })) return undefined;
    const link = { kind: 'set_up', organizationId } as const;
    await tx.db.oneTimeLink.deleteMany({ where: link });
    return createLink(tx, { ...link, lifetimeMs: 7 * dayMs });
  });
}
