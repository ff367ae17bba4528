import type { RouteExample } from '../routes/route.ts';
import { exampleIds } from './ids.ts';

export const previewFlag = {
  body: {
    environment: 'development',
    contexts: [{ user_id: 'user-123', attributes: { plan: 'pro' } }],
    draft: { patch: { environments: { development: { rollout_percentage: 100 } } } },
  },
  answer: {
    evaluations: [
      {
        key: 'new-checkout',
        enabled: true,
        value: true,
        scope: 'application',
        version: 1,
        flag_id: exampleIds.flag,
        flagId: exampleIds.flag,
        reason: 'DEFAULT',
        trace: [
          { kind: 'switch', environment: 'development', enabled: true },
          { kind: 'schedule', open: true },
          { kind: 'rollout', matches: true, bucket: 50_559, threshold: 100_000 },
          { kind: 'variation', total: 0 },
        ],
        timestamp: 1_793_523_600,
        context: { user_id: 'user-123' },
      },
    ],
  },
} satisfies RouteExample;
