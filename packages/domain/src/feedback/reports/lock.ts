import type { Transaction } from '../../transaction/with-transaction.ts';
import { reportRows } from './report-rows.ts';
import type { Report } from './report.ts';

interface Row extends Omit<Report, 'evaluatedAtMs' | 'latencyUs' | 'reportedAtMs'> {
  place: number;
  evaluatedAt: Date;
  latencyUs: bigint | null;
  reportedAt: Date;
}

/** What is known of the evaluations that reports are on, by the reports' places, and locked. */
export async function lockReports(
  { db }: Transaction,
  reports: readonly Report[],
): Promise<ReadonlyMap<number, Report>> {
  if (reports.length === 0) return new Map();
  const rows = await db.$queryRaw<Row[]>`
    SELECT place, known.organization_id::text AS "organizationId",
      known.evaluation_id::text AS "evaluationId", known.evaluated_at AS "evaluatedAt",
      known.flag_id::text AS "flagId", known.environment,
      known.application_id::text AS "applicationId", known.value, known.result,
      known.latency_us AS "latencyUs", known.error_type AS "errorType",
      known.reporter::text AS reporter, known.reported_at AS "reportedAt",
      known.reported_by AS "reportedBy"
    FROM ${reportRows(reports)}
    JOIN feedback AS known USING (organization_id, evaluation_id, evaluated_at)
    ORDER BY known.organization_id, known.evaluation_id, known.evaluated_at
    FOR NO KEY UPDATE OF known`;
  return new Map(rows.map(({ place, ...row }) => [place, toReport(row)]));
}

const toReport = ({ evaluatedAt, latencyUs, reportedAt, ...row }: Omit<Row, 'place'>): Report => ({
  ...row,
  evaluatedAtMs: evaluatedAt.getTime(),
  latencyUs: latencyUs === null ? null : Number(latencyUs),
  reportedAtMs: reportedAt.getTime(),
});
