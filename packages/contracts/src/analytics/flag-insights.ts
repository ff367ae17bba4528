import { z } from 'zod';

import { FlagReferenceQuery } from '../flags/flag-reference.ts';
import { refuseUnstorable } from '../inputs/storable.ts';
import { timeRange, TimeRange } from '../inputs/time-range.ts';

/** Which environment of a flag, and of how long. */
export const FlagInsightsQuery = z.strictObject({
  ...FlagReferenceQuery.shape,
  environment: z
    .string()
    .superRefine(refuseUnstorable)
    .default('production')
    .describe('`production` where it is left out.'),
  time_range: timeRange('30d'),
});
export type FlagInsightsQuery = z.infer<typeof FlagInsightsQuery>;

/** Percent, to two decimals; `null` where there is nothing that it could be of. */
const rate = z.number().min(0).max(100).nullable();
/** To two decimals; `null` where nobody said how long it took. */
const latencyMs = z.number().nonnegative().nullable();

const figures = {
  /** Those that were given an evaluation id. */
  evaluations: z.int(),
  /** Evaluations on which there was feedback: each counts once, by its last report. */
  feedback_count: z.int(),
  /** Feedback of evaluations, 100 at most. */
  feedback_coverage: rate,
  success_rate: rate,
  failure_rate: rate,
  avg_latency_ms: latencyMs,
  /** Percentiles are within 1 % of the exact ones. */
  p50_latency_ms: latencyMs,
  p90_latency_ms: latencyMs,
  p95_latency_ms: latencyMs,
  p99_latency_ms: latencyMs,
};

export const InsightFigures = z.strictObject(figures);
export type InsightFigures = z.infer<typeof InsightFigures>;

/** What feedback says of a flag in one environment, by the time of the evaluations. */
export const FlagInsights = z.strictObject({
  flag_id: z.uuid(),
  flag_key: z.string(),
  environment: z.string(),
  time_range: TimeRange,
  /** Whether Smart Insights is on there now. */
  smart_insights: z.boolean(),
  ...figures,
  /** The same for those who were served `true`, then for those who were served `false`. */
  by_value: z.array(z.strictObject({ value: z.boolean(), ...figures })),
});
export type FlagInsights = z.infer<typeof FlagInsights>;
