import { analyticsRoutes } from './analytics/analytics-routes.ts';
import { controlRoutes } from './control/control-routes.ts';
import { evaluationRoutes } from './evaluation-routes.ts';
import type { Route } from './route.ts';
import { streamingRoutes } from './streaming-routes.ts';
import { telemetryErrorRoutes } from './telemetry-error-routes.ts';
import { telemetryRoutes } from './telemetry-routes.ts';

/** Every public route of the installation, each once. */
export const routes = [
  ...evaluationRoutes,
  ...controlRoutes,
  ...analyticsRoutes,
  ...streamingRoutes,
  ...telemetryRoutes,
  ...telemetryErrorRoutes,
] as const satisfies readonly Route[];
