import type { QueueName } from '@halyard/contracts';

import type { Backend, BullQueue, OpenQueue } from '../backend.ts';
import { reach } from '../reach.ts';

/** The queues as operators use them: each is opened once, when it is first needed. */
export interface OperatedQueues {
  /** Rejects as `unavailable` while the server is away. */
  use<T>(name: QueueName, work: (queue: BullQueue) => Promise<T>): Promise<T>;
  findOldestWaiting(name: QueueName): Promise<number | undefined>;
  close(): Promise<void>;
}

export function operateQueues({
  backend,
  timeoutMs,
  onError,
}: {
  backend: Pick<Backend, 'openQueue'>;
  timeoutMs: number;
  onError: (error: Error) => void;
}): OperatedQueues {
  const opened = new Map<QueueName, OpenQueue>();

  function open(name: QueueName): OpenQueue {
    const known = opened.get(name);
    if (known) return known;
    const queue = backend.openQueue(name);
    queue.onError(onError);
    opened.set(name, queue);
    return queue;
  }

  return {
    use: (name, work) => reach(timeoutMs, open(name).use(work)),
    findOldestWaiting: (name) => reach(timeoutMs, open(name).findOldestWaiting()),
    async close() {
      await Promise.all([...opened.values()].map((queue) => queue.close()));
    },
  };
}
