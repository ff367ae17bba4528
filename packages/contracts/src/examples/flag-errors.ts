import type { RouteExample } from '../routes/route.ts';
import type { FlagErrors } from '../telemetry/flag-errors.ts';
import { exampleIds } from './ids.ts';

const fingerprint = '3f2a9c41d07be586';
const type = 'TypeError';
const message = "Cannot read property 'price' of undefined";

export const listFlagErrors = {
  query: { time_range: '7d', limit: '50' },
  answer: {
    flag_id: exampleIds.flag,
    flag_key: 'new-checkout',
    time_range: '7d',
    errors: [
      {
        type,
        message,
        stack_trace: 'at processCheckout (checkout.js:45:12)',
        fingerprint,
        environment: 'production',
        application_id: exampleIds.application,
        flag_enabled: true,
        trace_id: 'trace-def-456',
        user_hash: '9f86d081884c7d65',
        reporter: 'trusted',
        occurred_at: '2026-11-23T12:40:00.000Z',
      },
    ],
    groups: [
      {
        fingerprint,
        type,
        message,
        count: 17,
        environments: ['production', 'staging'],
        first_seen: '2026-11-02T09:30:00.000Z',
        last_seen: '2026-11-23T12:40:00.000Z',
      },
    ],
    total: 17,
  } satisfies FlagErrors,
} satisfies RouteExample;
