import { authRoutes } from './auth-routes.ts';
import { organizationRoutes } from './organization-routes.ts';
import type { Route } from './route.ts';

/** Everything the control plane answers. */
export const controlRoutes = [
  ...authRoutes,
  ...organizationRoutes,
] as const satisfies readonly Route[];
