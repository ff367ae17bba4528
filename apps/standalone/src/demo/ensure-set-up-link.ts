import type { Context } from '@halyard/domain';
import { createSetUpLink } from '@halyard/domain/accounts';

/**
 * The token by which the first user becomes the owner of the oldest organization; a new one at each
 * start, until it is used. Nothing where there is a user, or no organization.
 */
export async function ensureSetUpLink(ctx: Context): Promise<string | undefined> {
  if ((await ctx.database.user.count()) > 0) return undefined;
  const oldest = await ctx.database.organization.findFirst({ orderBy: { createdAt: 'asc' } });
  if (!oldest) return undefined;
  return (await createSetUpLink(ctx, { organizationId: oldest.id }))?.token;
}
