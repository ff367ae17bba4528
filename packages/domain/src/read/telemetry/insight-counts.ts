import type { Database } from '@halyard/database';
import { decodeLatencies } from '@halyard/sketches';

import { addInsightCounts, createInsightCounts, type InsightCounts } from './insight-figures.ts';

/** Which evaluations, from when to when. */
export interface InsightFilter {
  organizationId: string;
  flagId: string;
  environment: string;
  start: Date;
  now: Date;
}

type Counts = Readonly<Record<`${boolean}`, InsightCounts>>;

const stepMs = 48 * 3_600_000;

/**
 * What is counted of a flag in an environment, by the value served. Feedback is read two days at a time,
 * so that merging its sketches never holds up what else the process does.
 */
export async function readInsightCounts(
  database: Pick<Database, '$queryRaw'>,
  filter: InsightFilter,
): Promise<Counts> {
  const counts: Counts = { true: createInsightCounts(), false: createInsightCounts() };
  for (const { value, evaluations } of await countEvaluations(database, filter)) {
    addInsightCounts(counts[`${value}`], { evaluations: Number(evaluations) });
  }
  for (let fromMs = filter.start.getTime(); fromMs <= filter.now.getTime(); fromMs += stepMs) {
    const step = { ...filter, start: new Date(fromMs), end: new Date(fromMs + stepMs) };
    for (const row of await listFeedback(database, step)) {
      addInsightCounts(counts[`${row.value}`], {
        successes: Number(row.successes),
        failures: Number(row.failures),
        latencies: Number(row.latencies),
        latencyUs: Number(row.latencyUs),
        sketch: decodeLatencies(row.sketch),
      });
    }
  }
  return counts;
}

/** By Halyard itself, and with an id: nobody could report on others. */
const countEvaluations = (
  database: Pick<Database, '$queryRaw'>,
  { organizationId, flagId, environment, start }: InsightFilter,
): Promise<{ value: boolean; evaluations: bigint }[]> =>
  database.$queryRaw<{ value: boolean; evaluations: bigint }[]>`
    SELECT result AS value, sum(identified)::bigint AS evaluations FROM flag_count
    WHERE organization_id = ${organizationId}::uuid AND flag_id = ${flagId}::uuid
      AND environment = ${environment} AND reporter = 'server'
      AND hour >= ${start.toISOString()}::timestamptz
    GROUP BY result`;

interface FeedbackRow {
  value: boolean;
  successes: bigint;
  failures: bigint;
  latencies: bigint;
  latencyUs: bigint;
  sketch: Uint8Array;
}

const listFeedback = (
  database: Pick<Database, '$queryRaw'>,
  { organizationId, flagId, environment, start, end }: InsightFilter & { end: Date },
): Promise<FeedbackRow[]> =>
  database.$queryRaw<FeedbackRow[]>`
    SELECT value, successes, failures, latencies, latency_us AS "latencyUs",
      latency_sketch AS sketch
    FROM feedback_count
    WHERE organization_id = ${organizationId}::uuid AND flag_id = ${flagId}::uuid
      AND environment = ${environment}
      AND hour >= ${start.toISOString()}::timestamptz AND hour < ${end.toISOString()}::timestamptz`;
