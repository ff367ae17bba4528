import type { Transaction } from '../../transaction/with-transaction.ts';
import { reportRows } from './report-rows.ts';
import type { Report } from './report.ts';

interface Inserted {
  added: readonly Report[];
  /** On evaluations of which there is a report already. */
  known: readonly Report[];
}

/** Writes the reports on evaluations of which there is none, in the order of the evaluations. */
export async function insertReports(
  { db }: Transaction,
  reports: readonly Report[],
): Promise<Inserted> {
  if (reports.length === 0) return { added: [], known: [] };
  const known = await db.$queryRaw<{ place: number }[]>`
    WITH report AS MATERIALIZED (SELECT * FROM ${reportRows(reports)}), added AS (
      INSERT INTO feedback (organization_id, evaluation_id, evaluated_at, flag_id, environment,
        application_id, value, result, latency_us, error_type, reporter, reported_at, reported_by)
      SELECT organization_id, evaluation_id, evaluated_at, flag_id, environment,
        application_id, value, result, latency_us, error_type, reporter, reported_at, reported_by
      FROM report ORDER BY organization_id, evaluation_id, evaluated_at
      ON CONFLICT DO NOTHING
      RETURNING organization_id, evaluation_id, evaluated_at
    )
    SELECT place FROM report LEFT JOIN added USING (organization_id, evaluation_id, evaluated_at)
    WHERE added.evaluation_id IS NULL
    ORDER BY place`;
  const places = new Set(known.map(({ place }) => place));
  return {
    added: reports.filter((_, place) => !places.has(place)),
    known: reports.filter((_, place) => places.has(place)),
  };
}
