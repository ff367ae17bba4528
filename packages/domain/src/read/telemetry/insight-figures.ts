import type { InsightFigures } from '@halyard/contracts';
import {
  createLatencySketch,
  latencyQuantile,
  mergeLatencies,
  type LatencySketch,
} from '@halyard/sketches';

/** What figures are made of. */
export interface InsightCounts {
  evaluations: number;
  successes: number;
  failures: number;
  latencies: number;
  latencyUs: number;
  sketch: LatencySketch;
}

export const createInsightCounts = (): InsightCounts => ({
  evaluations: 0,
  successes: 0,
  failures: 0,
  latencies: 0,
  latencyUs: 0,
  sketch: createLatencySketch(),
});

/** Adds other counts to some. */
export function addInsightCounts(counts: InsightCounts, other: Partial<InsightCounts>): void {
  counts.evaluations += other.evaluations ?? 0;
  counts.successes += other.successes ?? 0;
  counts.failures += other.failures ?? 0;
  counts.latencies += other.latencies ?? 0;
  counts.latencyUs += other.latencyUs ?? 0;
  if (other.sketch) mergeLatencies(counts.sketch, other.sketch);
}

/** The figures that people are shown. */
export function toInsightFigures(counts: InsightCounts): InsightFigures {
  const { evaluations, successes, failures, latencies, latencyUs, sketch } = counts;
  const feedback = successes + failures;
  const coverage = percent(feedback, evaluations);
  return {
    evaluations,
    feedback_count: feedback,
    // Feedback comes at once, the counts of evaluations with the next flush.
    feedback_coverage: coverage === null ? null : Math.min(100, coverage),
    success_rate: percent(successes, feedback),
    failure_rate: percent(failures, feedback),
    avg_latency_ms: latencies === 0 ? null : round(latencyUs / latencies / 1_000),
    p50_latency_ms: percentile(sketch, 0.5),
    p90_latency_ms: percentile(sketch, 0.9),
    p95_latency_ms: percentile(sketch, 0.95),
    p99_latency_ms: percentile(sketch, 0.99),
  };
}

const percent = (part: number, whole: number): number | null =>
  whole === 0 ? null : round((part * 100) / whole);

function percentile(sketch: LatencySketch, q: number): number | null {
  const latencyMs = latencyQuantile(sketch, q);
  return latencyMs === null ? null : round(latencyMs);
}

const round = (value: number): number => Math.round(value * 100) / 100;
