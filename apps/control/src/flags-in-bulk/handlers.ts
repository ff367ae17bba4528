import type { MemberDeps } from '../member-deps.ts';
import { changeFlags } from './change-flags.ts';
import { copyEnvironment } from './copy-environment.ts';
import { copyFlagEnvironment } from './copy-flag-environment.ts';

/** The handlers of what is done to many flags at once. */
export const createFlagBulkHandlers = (deps: MemberDeps) => ({
  'POST /api/flags/bulk': changeFlags(deps),
  'POST /api/flags/:id/environments/:name/copy': copyFlagEnvironment(deps),
  'POST /api/organizations/:org_id/applications/:app_id/environments/:name/copy':
    copyEnvironment(deps),
});
