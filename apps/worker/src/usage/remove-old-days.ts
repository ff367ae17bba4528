import type { Database } from '@halyard/database';

const keptMs = 400 * 86_400_000;

/** Removes the usage of days long gone; gives of how many. Months keep theirs. */
export async function removeOldDays(database: Database, nowMs: number): Promise<number> {
  const { count } = await database.dailyUsage.deleteMany({
    where: { day: { lt: new Date(nowMs - keptMs) } },
  });
  return count;
}
