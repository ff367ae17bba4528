import type { MemberDeps } from '../member-deps.ts';
import { createFlag } from './create.ts';
import { getFlag } from './get.ts';

/** The handlers of flags' routes. */
export const createFlagHandlers = (deps: MemberDeps) => ({
  'POST /api/flags': createFlag(deps),
  'GET /api/flags/:id': getFlag(deps),
});
