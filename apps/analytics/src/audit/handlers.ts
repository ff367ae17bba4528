import type { AnalyticsDeps } from '../analytics-deps.ts';
import { getActivity } from './activity.ts';
import { exportAudit } from './export.ts';
import { listFlagAudit } from './list-flag.ts';
import { listAudit } from './list.ts';
import { verifyAudit } from './verification/verify.ts';

/** The handlers of audit's routes. */
export const createAuditHandlers = (deps: AnalyticsDeps) => ({
  'GET /api/flags/:id/audit-log': listFlagAudit(deps),
  'GET /api/audit-log': listAudit(deps),
  'GET /api/audit-log/export': exportAudit(deps),
  'GET /api/audit-log/verify': verifyAudit(deps),
  'GET /api/users/:user_id/activity': getActivity(deps),
});
