import { setTimeout as wait } from 'node:timers/promises';

import { createDatabase } from '@halyard/database';

/** What has become of reports in the database. */
export interface Counted {
  /** Evaluations that clients reported, of all flags; nodes count their own beside them. */
  count(): Promise<number>;
  /** Gives the milliseconds it took until there were so many; nothing where it took too long. */
  waitForCount(count: number, mostMs: number): Promise<number | undefined>;
  /** Likewise until all users were merged. */
  waitForUsers(mostMs: number): Promise<number | undefined>;
  close(): Promise<void>;
}

const pollMs = 50;

export function openCounted(url: string): Counted {
  const database = createDatabase({ url, maxConnections: 1 });

  async function count(): Promise<number> {
    const { _sum } = await database.flagCount.aggregate({
      where: { reporter: { not: 'server' } },
      _sum: { count: true },
    });
    return Number(_sum.count ?? 0n);
  }

  return {
    count,
    waitForCount: (wanted, mostMs) => waitUntil(async () => (await count()) >= wanted, mostMs),
    waitForUsers: (mostMs) =>
      waitUntil(async () => (await database.pendingUsers.findFirst()) === null, mostMs),
    close: () => database.$disconnect(),
  };
}

async function waitUntil(
  isDone: () => Promise<boolean>,
  mostMs: number,
): Promise<number | undefined> {
  const startedAt = performance.now();
  for (;;) {
    const isNow = await isDone();
    const took = performance.now() - startedAt;
    if (isNow) return took;
    if (took > mostMs) return undefined;
    await wait(pollMs);
  }
}
