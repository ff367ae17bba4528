import type { Transaction } from '../../transaction/with-transaction.ts';
import { reportRows } from './report-rows.ts';
import type { Report } from './report.ts';

/** Puts reports in the place of others on the same evaluations, which are locked. */
export async function replaceReports(
  { db }: Transaction,
  reports: readonly Report[],
): Promise<void> {
  if (reports.length === 0) return;
  await db.$executeRaw`
    UPDATE feedback SET flag_id = report.flag_id, environment = report.environment,
      application_id = report.application_id, value = report.value, result = report.result,
      latency_us = report.latency_us, error_type = report.error_type, reporter = report.reporter,
      reported_at = report.reported_at, reported_by = report.reported_by
    FROM ${reportRows(reports)}
    WHERE feedback.organization_id = report.organization_id
      AND feedback.evaluation_id = report.evaluation_id
      AND feedback.evaluated_at = report.evaluated_at`;
}
