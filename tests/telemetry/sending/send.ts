import type { ReportRequest } from '../reports/reported.ts';
import { post } from './post.ts';

/** What may be tried again. */
const passing = new Set([429, 503]);

/** Sends a request, and notes of its reports that they were sent and acknowledged; gives whether they were. */
export async function send(url: string, request: ReportRequest): Promise<boolean> {
  const { sender, path, field, reports } = request;
  for (const report of reports) report.sent += 1;
  const body = { [field]: reports.map((report) => report.body) };
  const answer = await post(`${url}${path}`, sender.key, body).catch(() => undefined);
  if (answer === undefined || passing.has(answer.status)) return false;
  const expected = field === 'events' ? accepted(reports.length) : '';
  if (answer.status >= 300 || answer.text !== expected) {
    throw new Error(`${path} answered ${answer.status} ${answer.text}`);
  }
  for (const report of reports) report.acknowledged += 1;
  return true;
}

const accepted = (count: number): string =>
  JSON.stringify({ accepted: count, rejected: 0, unknown_flags: 0 });
