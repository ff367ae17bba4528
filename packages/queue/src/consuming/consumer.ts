import type { QueueName, QueuePayload } from '@halyard/contracts';
import { DelayedError } from 'bullmq';

import type { Backend, Process } from '../backend.ts';
import type { JobData } from '../packed-payload.ts';
import { settlesWithin } from '../settles-within.ts';
import { putBack } from './put-back.ts';
import { readPayload } from './read-payload.ts';

export interface Consumer {
  /** Resolves when the consumer listens; while Redis is away, once that is clear: it will listen. */
  start(): Promise<void>;
  /** Lets what was begun end, takes no other job. */
  close(): Promise<void>;
}

export interface ConsumerOptions<N extends QueueName> {
  name: N;
  handle: (payload: QueuePayload<N>) => Promise<void>;
  /** How many jobs at once: 1 unless told otherwise. */
  concurrency?: number;
  backend: Pick<Backend, 'openWorker'>;
  timeoutMs: number;
  /** Whether a failure says nothing of the job: what it needs is away. */
  isOutage: (error: unknown) => boolean;
  onError: (error: Error) => void;
}

export function createConsumer<N extends QueueName>({
  name,
  handle,
  concurrency = 1,
  backend,
  timeoutMs,
  isOutage,
  onError,
}: ConsumerOptions<N>): Consumer {
  const running = new Set<Promise<void>>();
  const read = async (data: JobData): Promise<QueuePayload<N>> => readPayload(name, data);

  const process: Process = async (job, token) => {
    const work = read(job.data).then(handle);
    running.add(work);
    try {
      // Closing waits for the work alone: a server that is away may never hear what came of it.
      await work.finally(() => running.delete(work));
    } catch (error) {
      if (!isOutage(error)) throw error;
      onError(error as Error);
      await putBack(job, token, { closed, onError });
      throw new DelayedError();
    }
  };
  const worker = backend.openWorker(name, process, { concurrency });
  worker.on('error', onError);
  worker.on('failed', (_job, error) => onError(error));
  const closed = new Promise<void>((resolve) => worker.on('closing', () => resolve()));

  return {
    async start() {
      await settlesWithin(timeoutMs, worker.waitUntilReady());
      worker.run().catch(onError);
    },
    async close() {
      const closing = worker.close();
      // Away, the server would be waited for without end: what it was not told is done is done again.
      do await Promise.allSettled(running);
      while (!(await settlesWithin(timeoutMs, closing)) && running.size > 0);
    },
  };
}
