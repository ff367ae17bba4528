import type { Route } from '../route.ts';
import { authRoutes } from './auth-routes.ts';
import { flagBulkRoutes } from './flag-bulk-routes.ts';
import { flagPreviewRoutes } from './flag-preview-routes.ts';
import { flagRoutes } from './flag-routes.ts';
import { organizationRoutes } from './organization-routes.ts';
import { segmentRoutes } from './segment-routes.ts';
import { transferRoutes } from './transfer-routes.ts';

/** What members do with an access token. */
export const tokenRoutes = [
  ...organizationRoutes,
  ...flagRoutes,
  ...flagPreviewRoutes,
  ...segmentRoutes,
  ...flagBulkRoutes,
  ...transferRoutes,
] as const satisfies readonly Route[];

/** Everything the control plane answers. */
export const controlRoutes = [...authRoutes, ...tokenRoutes] as const satisfies readonly Route[];
