import type { Route } from '../route.ts';
import { auditRoutes } from './audit-routes.ts';
import { insightRoutes } from './insight-routes.ts';

/** Everything that tells what was done and what came of it. */
export const analyticsRoutes = [
  ...auditRoutes,
  ...insightRoutes,
] as const satisfies readonly Route[];
