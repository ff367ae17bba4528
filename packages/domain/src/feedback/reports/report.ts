import type { FeedbackBatch, Reporter } from '@halyard/contracts';

/** One report on one evaluation, as it is kept. */
export interface Report {
  organizationId: string;
  evaluationId: string;
  evaluatedAtMs: number;
  flagId: string;
  environment: string;
  applicationId: string;
  value: boolean;
  result: boolean;
  latencyUs: number | null;
  errorType: string | null;
  reporter: Reporter;
  reportedAtMs: number;
  /** Batch and position in it. */
  reportedBy: string;
}

/** The reports of a batch. */
export const toReports = ({ id, receivedAtMs, reports, ...from }: FeedbackBatch): Report[] =>
  reports.map(({ evaluationId, latencyUs, errorType, ...said }, position) => ({
    organizationId: from.organizationId,
    applicationId: from.applicationId,
    reporter: from.reporter,
    evaluationId: evaluationId.toLowerCase(),
    ...said,
    latencyUs: latencyUs ?? null,
    errorType: errorType ?? null,
    reportedAtMs: receivedAtMs,
    reportedBy: `${id}/${String(position).padStart(6, '0')}`,
  }));

type Said = Pick<Report, 'reportedAtMs' | 'reportedBy'>;

/** Whether one report on an evaluation was made after another: it is the one that counts. */
export const isLater = (one: Said, other: Said): boolean =>
  one.reportedAtMs === other.reportedAtMs
    ? one.reportedBy > other.reportedBy
    : one.reportedAtMs > other.reportedAtMs;

/** Of several reports on an evaluation the last one. */
export function lastReports(reports: readonly Report[]): Report[] {
  const last = new Map<string, Report>();
  for (const report of reports) {
    const evaluation = `${report.organizationId} ${report.evaluationId} ${report.evaluatedAtMs}`;
    const other = last.get(evaluation);
    if (!other || isLater(report, other)) last.set(evaluation, report);
  }
  return [...last.values()];
}
