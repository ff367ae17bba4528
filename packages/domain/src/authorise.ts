import { can, type Action } from '@halyard/auth';
import { roleForbids } from '@halyard/contracts';

import type { Context } from './context/context.ts';

/** Throws unless the actor may do this in the organization; first line of every verb. */
export function authorise(
  ctx: Pick<Context, 'actor'>,
  action: Action,
  organizationId: string | null,
): void {
  if (can(ctx.actor, action, organizationId)) return;
  throw roleForbids();
}
