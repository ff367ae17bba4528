import type { Database } from '@halyard/database';

/** Jobs are given up long before. */
const keptMs = 7 * 86_400_000;

/** Forgets batches that cannot come again; gives how many. */
export async function removeOldBatches(database: Database, nowMs: number): Promise<number> {
  const { count } = await database.processedBatch.deleteMany({
    where: { processedAt: { lt: new Date(nowMs - keptMs) } },
  });
  return count;
}
