import { mayGrant, type Role } from '@halyard/auth';
import { AppError } from '@halyard/contracts';

import type { Context } from '../context/context.ts';

/** Throws unless the actor may give this role and take it away. */
export function checkMayGrant({ actor }: Context, role: Role): void {
  if (actor.kind === 'system' || mayGrant(actor.role, role)) return;
  throw new AppError('forbidden', 'Only an owner gives the role of an owner, or takes it away.');
}
