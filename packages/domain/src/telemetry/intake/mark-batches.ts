import { arrayOf } from '@halyard/database';

import type { Transaction } from '../../transaction/with-transaction.ts';

/**
 * Marks batches as taken in; gives those that were not before. Whoever takes in the same one at the
 * same time waits here for the other to commit.
 */
export async function markBatches<B extends { id: string }>(
  { db, ctx }: Transaction,
  batches: readonly B[],
): Promise<B[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    INSERT INTO ingested_batch (id, ingested_at)
    SELECT DISTINCT id, ${ctx.now().toISOString()}::timestamptz
    FROM unnest(${arrayOf(batches, ({ id }) => id)}::uuid[]) AS id ORDER BY id
    ON CONFLICT DO NOTHING RETURNING id::text`;
  const marked = new Set(rows.map(({ id }) => id));
  // The same batch may be given twice: the first counts.
  return batches.filter(({ id }) => marked.delete(id));
}
