import type { AccountContext } from '@halyard/domain/accounts';

import { ensureSetUpLink } from '../demo/ensure-set-up-link.ts';
import { AdminError } from './admin-error.ts';

/** The token by which the first account is made; an error where there is one already. */
export async function createSetUpToken(ctx: AccountContext): Promise<string> {
  const token = await ensureSetUpLink(ctx);
  if (token !== undefined) return token;
  throw new AdminError(
    (await ctx.database.user.count()) > 0
      ? 'There is an account already; `create-user` invites others.'
      : 'There is no organization yet: run `npm start` once.',
  );
}
