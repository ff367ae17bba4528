import { authRoutes } from './auth-routes.ts';
import { evaluationRoutes } from './evaluation-routes.ts';
import type { Route } from './route.ts';

/** Every public route of the installation, each once. */
export const routes = [...evaluationRoutes, ...authRoutes] as const satisfies readonly Route[];
