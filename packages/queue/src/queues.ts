import type { QueueName, QueuePayload } from '@halyard/contracts';

import type { Backend } from './backend.ts';
import { createConsumer, type Consumer } from './consumer.ts';
import { createPostgresBackend, type PostgresOptions } from './postgres/backend.ts';
import { createProducer, type Producer } from './producer.ts';
import { createRedisBackend, type RedisOptions } from './redis/backend.ts';
import { settlesWithin } from './settles-within.ts';
import { withoutCommand } from './without-command.ts';

/** Where the jobs are: of one installation the same for all processes, always. */
export type QueueServer = { postgres: PostgresOptions } | { redis: RedisOptions };

export type QueuesOptions = QueueServer & {
  /** What happened to a connection or a job; nothing is lost by it, jobs are tried again. */
  onError: (error: Error) => void;
  /** How long a server that does not answer is waited for: 5 000 unless told otherwise. */
  timeoutMs?: number;
};

/** One process's access to the queues; its producers and consumers share connections. */
export interface Queues {
  createProducer<N extends QueueName>(name: N): Producer<N>;
  createConsumer<N extends QueueName>(
    name: N,
    handle: (payload: QueuePayload<N>) => Promise<void>,
  ): Consumer;
  close(): Promise<void>;
}

export function createQueues({ timeoutMs = 5_000, ...options }: QueuesOptions): Queues {
  const onError = onceEach(options.onError);
  const backend: Backend =
    'redis' in options
      ? createRedisBackend(options.redis, { timeoutMs, onError })
      : createPostgresBackend(options.postgres, { timeoutMs, onError });
  const closers: (() => Promise<void>)[] = [];

  return {
    createProducer(name) {
      const queue = backend.openQueue(name);
      queue.on('error', onError);
      closers.push(() => queue.close());
      return createProducer(name, queue, timeoutMs);
    },
    createConsumer(name, handle) {
      const consumer = createConsumer({ name, handle, backend, timeoutMs, onError });
      closers.push(consumer.close);
      return consumer;
    },
    async close() {
      await Promise.all(closers.map((close) => close()));
      await settlesWithin(timeoutMs, backend.close());
    },
  };
}

/** What befalls a shared connection is told by everyone who shares it; it is told on once. */
function onceEach(onError: (error: Error) => void): (error: Error) => void {
  const told = new WeakSet<Error>();
  return (error) => {
    if (told.has(error)) return;
    told.add(error);
    onError(withoutCommand(error));
  };
}
