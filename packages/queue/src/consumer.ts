import { queuePayloads, type QueueName, type QueuePayload } from '@halyard/contracts';

import type { Backend, Process } from './backend.ts';
import { unpack } from './packed-payload.ts';
import { settlesWithin } from './settles-within.ts';

export interface Consumer {
  /** Resolves when the consumer listens; while Redis is away, once that is clear: it will listen. */
  start(): Promise<void>;
  /** Lets the running job end, takes no other. */
  close(): Promise<void>;
}

interface ConsumerOptions<N extends QueueName> {
  name: N;
  handle: (payload: QueuePayload<N>) => Promise<void>;
  backend: Pick<Backend, 'openWorker'>;
  timeoutMs: number;
  onError: (error: Error) => void;
}

export function createConsumer<N extends QueueName>({
  name,
  handle,
  backend,
  timeoutMs,
  onError,
}: ConsumerOptions<N>): Consumer {
  const schema = queuePayloads[name];
  const running = new Set<Promise<void>>();

  const process: Process = async ({ data }) => {
    const work = unpack(data).then((payload) => handle(schema.parse(payload) as QueuePayload<N>));
    running.add(work);
    try {
      await work;
    } finally {
      running.delete(work);
    }
  };
  const worker = backend.openWorker(name, process);
  worker.on('error', onError);
  worker.on('failed', (_job, error) => onError(error));

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
