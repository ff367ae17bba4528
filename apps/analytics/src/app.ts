import { analyticsRoutes } from '@halyard/contracts';
import {
  createAuthenticateMember,
  createDispatch,
  guardAll,
  type AuthenticateMemberDeps,
  type Dispatch,
  type Logger,
} from '@halyard/http';

import type { AnalyticsDeps } from './analytics-deps.ts';
import { createAuditHandlers } from './audit/handlers.ts';
import { readInsights } from './insights/read.ts';

export interface AnalyticsAppDeps extends AnalyticsDeps, AuthenticateMemberDeps {
  log: Logger;
}

/** The routes of analytics and audit. */
export function buildApp(deps: AnalyticsAppDeps): { dispatch: Dispatch } {
  const dispatch = createDispatch({
    routes: analyticsRoutes,
    handlers: guardAll(analyticsRoutes, {
      ...createAuditHandlers(deps),
      'GET /api/flags/:id/insights': readInsights(deps),
    }),
    authenticate: createAuthenticateMember(deps),
    log: deps.log,
  });
  return { dispatch };
}
