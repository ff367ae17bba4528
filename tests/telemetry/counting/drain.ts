import { setTimeout as wait } from 'node:timers/promises';

import type { Database } from '@halyard/database';
import type { Queues } from '@halyard/queue';

const patienceMs = 90_000;
const intervalMs = 20;

/**
 * Resolves when all that is on the queues has been taken in; nothing may have failed for good.
 * `hurry` is done meanwhile.
 */
export async function drain(
  queues: Pick<Queues, 'readDepths'>,
  database: Database,
  hurry: () => Promise<unknown> = async () => undefined,
): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    await hurry();
    const left = [...(await listJobs(queues)), ...(await listUsers(database))];
    if (left.length === 0) return;
    if (performance.now() > deadline) throw new Error(`Still ${left.join(', ')}`);
    await wait(intervalMs);
  }
}

async function listJobs({ readDepths }: Pick<Queues, 'readDepths'>): Promise<string[]> {
  const depths = await readDepths();
  return depths.flatMap(({ queue, waiting, active, delayed, failed }) => {
    if (failed > 0) throw new Error(`${failed} jobs of ${queue} have failed for good.`);
    const jobs = waiting + active + delayed;
    return jobs === 0 ? [] : [`${jobs} jobs of ${queue}`];
  });
}

async function listUsers(database: Database): Promise<string[]> {
  const count = await database.pendingUsers.count();
  return count === 0 ? [] : [`${count} rows of users`];
}
