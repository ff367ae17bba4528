import { randomInt } from 'node:crypto';

import type { FeedbackBatch, InsightFigures } from '@halyard/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { recordFeedback } from '../../feedback/record.ts';
import { lastSaid, type Said } from '../../fixtures/feedback/last-said.ts';
import {
  batchDrafts,
  feedbackFlagIds,
  lastHourMs,
} from '../../fixtures/feedback/random-batches.ts';
import { createShop } from '../../fixtures/shop.ts';
import { useDatabase } from '../../fixtures/use-database.ts';
import { createFlag } from '../../flags/create.ts';
import { readFlagInsights } from './insights.ts';

const domain = useDatabase();

const hourMs = 3_600_000;
const environment = fc.constantFrom('production', 'staging');

/** Rows of counts of evaluations; no two of the same place. */
const evaluationCounts = fc.uniqueArray(
  fc.record({
    hour: fc.nat(3).map((hours) => new Date(lastHourMs - hours * hourMs)),
    environment,
    variation: fc.constantFrom('', 'blue'),
    result: fc.boolean(),
    reporter: fc.constantFrom('server' as const, 'server' as const, 'trusted' as const),
    identified: fc.nat(40),
  }),
  { maxLength: 12, selector: (row) => JSON.stringify({ ...row, identified: 0 }) },
);

const ranges = { '1h': 1, '24h': 24, '7d': 168, '30d': 720, '90d': 2_160 } as const;

/** How far back is asked, and how long after the last evaluations: some or all of them are in it. */
const asked = fc
  .tuple(fc.constantFrom(...(Object.keys(ranges) as (keyof typeof ranges)[])), fc.nat(4))
  .map(([time_range, out]) => {
    const startMs = lastHourMs - (3 - out) * hourMs;
    return { time_range, startMs, nowMs: startMs + ranges[time_range] * hourMs + 1_234_567 };
  });

const sample = fc.record({ drafts: batchDrafts, evaluationCounts, environment, asked });
type Given = typeof sample extends fc.Arbitrary<infer T> ? T : never;

interface Recounted {
  evaluations: number;
  said: Said[];
}

function expectFigures(shown: InsightFigures, { evaluations, said }: Recounted): void {
  const successes = said.filter(({ result }) => result).length;
  const latencies = said
    .flatMap(({ latencyUs }) => (latencyUs === undefined ? [] : latencyUs / 1_000))
    .toSorted((one, other) => one - other);
  const sum = latencies.reduce((one, other) => one + other, 0);
  expect([shown.evaluations, shown.feedback_count]).toEqual([evaluations, said.length]);
  const coverage = Math.min(100, (said.length / evaluations) * 100);
  expectRounded(shown.feedback_coverage, evaluations === 0 ? undefined : coverage);
  expectRounded(shown.success_rate, of(successes * 100, said.length));
  expectRounded(shown.failure_rate, of((said.length - successes) * 100, said.length));
  expectRounded(shown.avg_latency_ms, of(sum, latencies.length));
  for (const [name, q] of percentiles) {
    const exact = latencies[Math.floor(q * (latencies.length - 1))];
    expectRounded(shown[name], exact, 0.01 * (exact ?? 0) + 0.001);
  }
}

const percentiles = [
  ['p50_latency_ms', 0.5],
  ['p90_latency_ms', 0.9],
  ['p95_latency_ms', 0.95],
  ['p99_latency_ms', 0.99],
] as const;

const of = (part: number, whole: number): number | undefined =>
  whole === 0 ? undefined : part / whole;

/** What is shown is the exact number to two decimals, or none where there is none. */
function expectRounded(shown: number | null, exact: number | undefined, inexactness = 0): void {
  if (exact === undefined) return expect(shown).toBeNull();
  expect(Math.round(shown! * 100) / 100).toBe(shown);
  expect(Math.abs(shown! - exact)).toBeLessThanOrEqual(0.005 + 1e-6 + inexactness);
}

async function checkInsights(given: Given): Promise<void> {
  const shop = await createShop(domain.ctx);
  const { organizationId, applicationId } = shop;
  const { id: flagId } = await createFlag(domain.ctx, { ...shop, key: 'a', fields: { name: 'A' } });
  const toBatch = (draft: (typeof given.drafts)[number]): FeedbackBatch => ({
    ...draft,
    id: crypto.randomUUID(),
    organizationId,
    reports: draft.reports.map((report) => ({
      ...report,
      flagId: report.flagId === feedbackFlagIds[0] ? flagId : report.flagId,
    })),
  });
  const batches = given.drafts.map(toBatch);
  await recordFeedback(domain.ctx, batches);
  const counts = given.evaluationCounts.map((row) => ({ ...row, count: row.identified + 1 }));
  const where = { organizationId, applicationId, flagId };
  await domain.database.flagCount.createMany({ data: counts.map((row) => ({ ...row, ...where })) });

  const { asked: asking } = given;
  const shown = await readFlagInsights(
    domain.database,
    { organizationId, name: 'a', environment: given.environment, time_range: asking.time_range },
    new Date(asking.nowMs),
  );
  const recount = (values: readonly boolean[]): Recounted => ({
    evaluations: counts
      .filter((row) => row.reporter === 'server' && values.includes(row.result))
      .filter((row) => row.environment === given.environment && +row.hour >= asking.startMs)
      .reduce((sum, { identified }) => sum + identified, 0),
    said: lastSaid(batches)
      .filter((said) => said.flagId === flagId && values.includes(said.value))
      .filter((said) => said.environment === given.environment)
      .filter((said) => said.evaluatedAtMs >= asking.startMs),
  });
  expectFigures(shown, recount([true, false]));
  expect(shown.by_value.map(({ value }) => value)).toEqual([true, false]);
  for (const { value, ...figures } of shown.by_value) expectFigures(figures, recount([value]));
}

test.each([20_261_123, randomInt(2 ** 31)])(
  'every figure is what the events add up to (seed %i)',
  (seed) => fc.assert(fc.asyncProperty(sample, checkInsights), { seed, numRuns: 15 }),
);
