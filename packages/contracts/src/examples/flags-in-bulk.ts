import type { ChangedFlags } from '../flags-in-bulk/changed-flags.ts';
import type { RouteExample } from '../routes/route.ts';
import { newCheckout } from './flags.ts';
import { exampleIds } from './ids.ts';

export const changeFlags = {
  body: {
    flags: ['new-checkout', exampleIds.segment],
    action: 'toggle',
    environment: 'production',
    enabled: true,
    reason: 'Launch',
  },
  answer: {
    results: [
      { flag: 'new-checkout', status: 'changed', version: 2 },
      {
        flag: exampleIds.segment,
        status: 'failed',
        error: 'not_found',
        message: 'There is no such flag.',
      },
    ],
    changed: 1,
    unchanged: 0,
    failed: 1,
  } satisfies ChangedFlags,
} satisfies RouteExample;

export const copyFlagEnvironment = {
  body: { from: 'development', expected_version: 1, reason: 'It worked there' },
  answer: {
    ...newCheckout,
    environments: {
      ...newCheckout.environments,
      production: { enabled: false, rollout_percentage: 25 },
    },
    version: 2,
    updated_at: '2026-11-02T09:00:00.000Z',
  },
} satisfies RouteExample;

export const copyEnvironment = {
  body: { from: 'development', dry_run: true },
  answer: {
    results: [{ flag: 'new-checkout', status: 'changed' }],
    changed: 1,
    unchanged: 0,
    failed: 0,
  } satisfies ChangedFlags,
} satisfies RouteExample;
