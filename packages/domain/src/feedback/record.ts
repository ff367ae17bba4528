import type { FeedbackBatch } from '@halyard/contracts';

import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { markBatches } from '../telemetry/intake/mark-batches.ts';
import { withTransaction, type Transaction } from '../transaction/with-transaction.ts';
import { addToCounts } from './counts/add.ts';
import { toDifferences } from './counts/difference.ts';
import { keepReports } from './keep-reports.ts';
import { lastReports, toReports } from './reports/report.ts';

/**
 * Takes in feedback. Of an evaluation the last report counts, by when it was received, in whatever
 * order and however often batches come; what organizations that are gone sent is left out.
 */
export async function recordFeedback(
  ctx: Context,
  batches: readonly FeedbackBatch[],
): Promise<void> {
  authorise(ctx, 'telemetry:record', null);
  if (batches.length === 0) return;
  await withTransaction(ctx, async (tx) => {
    const unmarked = await markBatches(tx, batches);
    const organizations = await lockOrganizations(tx, unmarked);
    const taken = unmarked.filter(({ organizationId }) => organizations.has(organizationId));
    const reports = lastReports(taken.flatMap(toReports));
    await addToCounts(tx, toDifferences(await keepReports(tx, reports)));
  });
}

/** Those that there are, none of which is deleted meanwhile. */
async function lockOrganizations(
  { db }: Transaction,
  batches: readonly FeedbackBatch[],
): Promise<ReadonlySet<string>> {
  const ids = [...new Set(batches.map(({ organizationId }) => organizationId))];
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM organization WHERE id = ANY (${ids}::uuid[]) ORDER BY id FOR KEY SHARE`;
  return new Set(rows.map(({ id }) => id));
}
