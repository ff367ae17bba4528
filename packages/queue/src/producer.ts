import type { QueueName, QueuePayload } from '@halyard/contracts';
import type { JobsOptions } from 'bullmq';

import type { OpenQueue } from './backend.ts';
import { pack } from './packed-payload.ts';
import { reach } from './reach.ts';

export interface Producer<N extends QueueName> {
  /**
   * Resolves once the job is stored; rejects as `unavailable` where that cannot be known, so that it
   * may be stored all the same. While a job with the same id waits, runs or has failed for good,
   * another is not added; an id holds no colon.
   */
  add(payload: QueuePayload<N>, id?: string): Promise<void>;
}

const options: JobsOptions = {
  attempts: 10,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: true,
  // The last attempt's: those of all ten would lie with the dead letters.
  stackTraceLimit: 1,
};

export const createProducer = <N extends QueueName>(
  name: N,
  { use }: Pick<OpenQueue, 'use'>,
  timeoutMs: number,
): Producer<N> => ({
  async add(payload, id) {
    const data = await pack(payload);
    const jobOptions = id === undefined ? options : { ...options, jobId: id };
    await reach(
      timeoutMs,
      use((queue) => queue.add(name, data, jobOptions)),
    );
  },
});
