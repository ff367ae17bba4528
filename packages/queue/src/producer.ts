import { AppError, type QueueName, type QueuePayload } from '@halyard/contracts';

import type { JobOptions, OpenQueue } from './backend.ts';
import { pack } from './packed-payload.ts';
import { settlesWithin } from './settles-within.ts';
import { withoutCommand } from './without-command.ts';

export interface Producer<N extends QueueName> {
  /**
   * Resolves once the job is stored; rejects as `unavailable` where that cannot be known, so that it
   * may be stored all the same. While a job with the same id waits or runs, another is not added; an
   * id holds no colon.
   */
  add(payload: QueuePayload<N>, id?: string): Promise<void>;
}

const options: JobOptions = {
  attempts: 10,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: true,
};

export const createProducer = <N extends QueueName>(
  name: N,
  queue: Pick<OpenQueue, 'add'>,
  timeoutMs: number,
): Producer<N> => ({
  async add(payload, id) {
    const data = await pack(payload);
    const adding = queue.add(name, data, id === undefined ? options : { ...options, jobId: id });
    const isStored = await settlesWithin(timeoutMs, adding).catch((error: unknown) => {
      throw unavailable(error);
    });
    if (!isStored) throw unavailable(new Error(`No answer within ${timeoutMs} ms.`));
  },
});

const unavailable = (cause: unknown): AppError =>
  Object.assign(new AppError('unavailable', 'The queue cannot be reached.'), {
    cause: withoutCommand(cause),
  });
