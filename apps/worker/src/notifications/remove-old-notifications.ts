import type { Database } from '@halyard/database';

/** Messages that could not be delivered may be tried again by hand until then. */
const keptMs = 30 * 86_400_000;

/** Removes what was handed over long ago; gives how many. */
export async function removeOldNotifications(database: Database, nowMs: number): Promise<number> {
  const { count } = await database.notification.deleteMany({
    where: { handedOverAt: { lt: new Date(nowMs - keptMs) } },
  });
  return count;
}
