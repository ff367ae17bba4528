import { ApiError, FlagEvaluation } from '@halyard/contracts';

import type { Way } from './way.ts';

/** `POST /api/flags/:key/evaluate` */
export const apiWay: Way = {
  name: '/api',
  findObstacle: () => undefined,
  say: ({ request: { flagKey, environment, context } }) => ({
    path: `/api/flags/${encodeURIComponent(flagKey)}/evaluate`,
    body: { context, environment },
  }),
  expected({ expect: { found, enabled, reason, flagId, variation, configuration } }) {
    if (!found) return { status: 404, body: { error: 'not_found' } };
    return {
      status: 200,
      body: {
        enabled,
        value: enabled,
        reason,
        flagId,
        flag_id: flagId,
        ...(variation !== undefined && { variation, variant: variation }),
        ...(configuration && { configuration }),
      },
    };
  },
  bodies: {
    200: FlagEvaluation.omit({
      key: true,
      scope: true,
      version: true,
      timestamp: true,
      context: true,
      description: true,
    }).strip(),
    404: ApiError.pick({ error: true }).strip(),
  },
};
