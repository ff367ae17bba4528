import type { FlagInsights, InsightFigures } from '../analytics/flag-insights.ts';
import type { RouteExample } from '../routes/route.ts';
import { exampleIds } from './ids.ts';

const served = {
  evaluations: 9_000,
  feedback_count: 7_650,
  feedback_coverage: 85,
  success_rate: 98,
  failure_rate: 2,
  avg_latency_ms: 142.25,
  p50_latency_ms: 120.67,
  p90_latency_ms: 240.88,
  p95_latency_ms: 310.11,
  p99_latency_ms: 795.36,
} satisfies InsightFigures;

const notServed = {
  evaluations: 1_000,
  feedback_count: 0,
  feedback_coverage: 0,
  success_rate: null,
  failure_rate: null,
  avg_latency_ms: null,
  p50_latency_ms: null,
  p90_latency_ms: null,
  p95_latency_ms: null,
  p99_latency_ms: null,
} satisfies InsightFigures;

export const readInsights = {
  query: { environment: 'production', time_range: '30d' },
  answer: {
    flag_id: exampleIds.flag,
    flag_key: 'new-checkout',
    environment: 'production',
    time_range: '30d',
    smart_insights: true,
    ...served,
    evaluations: 10_000,
    feedback_coverage: 76.5,
    by_value: [
      { value: true, ...served },
      { value: false, ...notServed },
    ],
  } satisfies FlagInsights,
} satisfies RouteExample;
