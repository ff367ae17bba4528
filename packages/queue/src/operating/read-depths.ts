import { queuePayloads, type QueueName } from '@halyard/contracts';

import type { OperatedQueues } from './operate-queues.ts';

/** How much there is of each queue to do. */
export interface QueueDepth {
  queue: QueueName;
  waiting: number;
  active: number;
  /** Failed, and to be tried again later. */
  delayed: number;
  /** For good. */
  failed: number;
  /** How long ago the job was added that is next to be begun; 0 where none waits. */
  oldestWaitingMs: number;
}

const names = Object.keys(queuePayloads) as QueueName[];

/** Reads all queues' depths, two commands each. */
export const readDepths = (queues: OperatedQueues): Promise<QueueDepth[]> =>
  Promise.all(names.map((name) => readDepth(queues, name)));

async function readDepth(
  { use, findOldestWaiting }: OperatedQueues,
  name: QueueName,
): Promise<QueueDepth> {
  const [counts, oldest] = await Promise.all([
    use(name, (queue) => queue.getJobCounts('waiting', 'active', 'delayed', 'failed')),
    findOldestWaiting(name),
  ]);
  const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts;
  const oldestWaitingMs = oldest === undefined ? 0 : Math.max(0, Date.now() - oldest);
  return { queue: name, waiting, active, delayed, failed, oldestWaitingMs };
}
