import type { MemberDeps } from '../member-deps.ts';
import { exportApplication } from './export.ts';
import { importApplication } from './import.ts';

/** The handlers of what goes from one installation to another. */
export const createTransferHandlers = (deps: MemberDeps) => ({
  'GET /api/organizations/:org_id/applications/:app_id/export': exportApplication(deps),
  'POST /api/organizations/:org_id/applications/:app_id/import': importApplication(deps),
});
