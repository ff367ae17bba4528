import type { Transaction } from '../transaction/with-transaction.ts';
import { insertReports } from './reports/insert.ts';
import { lockReports } from './reports/lock.ts';
import { replaceReports } from './reports/replace.ts';
import { isLater, type Report } from './reports/report.ts';

/** What is said of an evaluation now, and what was said before. */
export interface KeptReport {
  now: Report;
  before?: Report;
}

/**
 * Keeps reports, each on another evaluation, unless later ones are known; gives those that were kept.
 * What nothing was known of is written before anything else is locked: so nobody waits in a circle.
 */
export async function keepReports(
  tx: Transaction,
  reports: readonly Report[],
): Promise<KeptReport[]> {
  const { added, known } = await insertReports(tx, reports);
  const before = await lockReports(tx, known);
  const replaced = known.flatMap((now, place) => {
    const other = before.get(place);
    return other && isLater(now, other) ? [{ now, before: other }] : [];
  });
  await replaceReports(
    tx,
    replaced.map(({ now }) => now),
  );
  return [...added.map((now) => ({ now })), ...replaced];
}
