import { decodeLatencies, mergeLatencies } from '@halyard/sketches';

import type { Transaction } from '../../transaction/with-transaction.ts';
import { differenceRows } from './difference-rows.ts';
import type { Difference } from './difference.ts';

/** Adds differences to the counts; new ones first, as with reports. */
export async function addToCounts(
  tx: Transaction,
  differences: readonly Difference[],
): Promise<void> {
  const known = await insertCounts(tx, differences);
  if (known.length === 0) return;
  for (const { place, sketch } of await lockSketches(tx, known)) {
    mergeLatencies(known[place]!.sketch, decodeLatencies(sketch));
  }
  await updateCounts(tx, known);
}

/** Gives the differences of counts that there are already. */
async function insertCounts(
  { db }: Transaction,
  differences: readonly Difference[],
): Promise<Difference[]> {
  if (differences.length === 0) return [];
  const known = await db.$queryRaw<{ place: number }[]>`
    WITH difference AS MATERIALIZED (SELECT * FROM ${differenceRows(differences)}), added AS (
      INSERT INTO feedback_count (organization_id, flag_id, hour, environment, application_id,
        value, reporter, successes, failures, latencies, latency_us, latency_sketch)
      SELECT organization_id, flag_id, hour, environment, application_id,
        value, reporter, successes, failures, latencies, latency_us, decode(sketch, 'base64')
      FROM difference
      ORDER BY organization_id, flag_id, hour, environment, application_id, value, reporter
      ON CONFLICT DO NOTHING
      RETURNING organization_id, flag_id, hour, environment, application_id, value, reporter
    )
    SELECT place FROM difference LEFT JOIN added
      USING (organization_id, flag_id, hour, environment, application_id, value, reporter)
    WHERE added.flag_id IS NULL
    ORDER BY place`;
  return known.map(({ place }) => differences[place]!);
}

const lockSketches = (
  { db }: Transaction,
  differences: readonly Difference[],
): Promise<{ place: number; sketch: Uint8Array }[]> =>
  db.$queryRaw<{ place: number; sketch: Uint8Array }[]>`
    SELECT place, latency_sketch AS sketch
    FROM ${differenceRows(differences)}
    JOIN feedback_count AS known
      USING (organization_id, flag_id, hour, environment, application_id, value, reporter)
    ORDER BY known.organization_id, known.flag_id, known.hour, known.environment,
      known.application_id, known.value, known.reporter
    FOR NO KEY UPDATE OF known`;

const updateCounts = ({ db }: Transaction, differences: readonly Difference[]): Promise<number> =>
  db.$executeRaw`
    UPDATE feedback_count SET successes = feedback_count.successes + difference.successes,
      failures = feedback_count.failures + difference.failures,
      latencies = feedback_count.latencies + difference.latencies,
      latency_us = feedback_count.latency_us + difference.latency_us,
      latency_sketch = decode(difference.sketch, 'base64')
    FROM ${differenceRows(differences)}
    WHERE feedback_count.organization_id = difference.organization_id
      AND feedback_count.flag_id = difference.flag_id
      AND feedback_count.hour = difference.hour
      AND feedback_count.environment = difference.environment
      AND feedback_count.application_id = difference.application_id
      AND feedback_count.value = difference.value
      AND feedback_count.reporter = difference.reporter`;
