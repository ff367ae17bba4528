import { sql, type Sql } from '@halyard/database';

import type { Report } from './report.ts';

/** Reports as rows of a statement, in which they are called `report`; `place` is theirs in the list. */
export const reportRows = (reports: readonly Report[]): Sql => sql`
  json_to_recordset(${JSON.stringify(reports.map(toRow))}::json) AS report (
    place int, organization_id uuid, evaluation_id uuid, evaluated_at timestamptz(0), flag_id uuid,
    environment text, application_id uuid, value boolean, result boolean, latency_us bigint,
    error_type text, reporter reporter, reported_at timestamptz, reported_by text)`;

const toRow = (report: Report, place: number) => ({
  place,
  organization_id: report.organizationId,
  evaluation_id: report.evaluationId,
  evaluated_at: new Date(report.evaluatedAtMs),
  flag_id: report.flagId,
  environment: report.environment,
  application_id: report.applicationId,
  value: report.value,
  result: report.result,
  latency_us: report.latencyUs,
  error_type: report.errorType,
  reporter: report.reporter,
  reported_at: new Date(report.reportedAtMs),
  reported_by: report.reportedBy,
});
