import type { QueueName, QueuePayload } from '@halyard/contracts';

import { createConsumer, type Consumer, type ConsumerOptions } from './consumer.ts';
import { createGathering } from './gathering.ts';

export interface BatchOptions {
  /** Most jobs that one call is given: 100 unless told otherwise; twice as many are held. */
  maxJobs?: number;
  /**
   * Between calls it rests as long as the last one took, so that jobs gather and others get at the
   * database: at least 20 ms, at most 500, unless told otherwise.
   */
  minRestMs?: number;
  maxRestMs?: number;
}

interface BatchConsumerOptions<N extends QueueName> extends Omit<
  ConsumerOptions<N>,
  'handle' | 'concurrency'
> {
  handle: (payloads: QueuePayload<N>[]) => Promise<void>;
  batches?: BatchOptions | undefined;
}

/** A consumer that handles what several jobs hold at once; a job is done when its payload is. */
export function createBatchConsumer<N extends QueueName>({
  handle,
  batches: { maxJobs = 100, minRestMs = 5, maxRestMs = 500 } = {},
  ...options
}: BatchConsumerOptions<N>): Consumer {
  const { isOutage } = options;
  const gathering = createGathering({ handle, isOutage, maxJobs, minRestMs, maxRestMs });
  // While a call is under way the next one's jobs gather.
  const concurrency = 2 * maxJobs;
  const consumer = createConsumer({ ...options, handle: gathering.add, concurrency });
  return {
    start: consumer.start,
    close() {
      gathering.hurry();
      return consumer.close();
    },
  };
}
