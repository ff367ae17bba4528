import { FlagInsights, FlagInsightsQuery } from '../../analytics/flag-insights.ts';
import * as examples from '../../examples/insights.ts';
import type { Route } from '../route.ts';

/** What feedback says. */
export const insightRoutes = [
  {
    service: 'analytics',
    origins: 'same',
    access: 'token',
    method: 'GET',
    path: '/api/flags/:id/insights',
    can: 'telemetry:read',
    summary: 'Says how a flag does in an environment, by the feedback on its evaluations.',
    query: FlagInsightsQuery,
    example: examples.readInsights,
    answers: { 200: FlagInsights },
  },
] as const satisfies readonly Route[];
