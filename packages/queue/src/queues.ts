import { AppError, type QueueName, type QueuePayload } from '@halyard/contracts';
import type { RequestHandler } from 'express';

import type { Backend } from './backend.ts';
import type { BoardOptions } from './board/create-board.ts';
import { createBatchConsumer, type BatchOptions } from './consuming/batch-consumer.ts';
import { createConsumer, type Consumer } from './consuming/consumer.ts';
import { onceEach } from './once-each.ts';
import { createDeadLetters, type DeadLetters } from './operating/dead-letters.ts';
import { operateQueues } from './operating/operate-queues.ts';
import { readDepths, type QueueDepth } from './operating/read-depths.ts';
import { createPostgresBackend, type PostgresOptions } from './postgres/backend.ts';
import { createProducer, type Producer } from './producer.ts';
import { createRedisBackend, type RedisOptions } from './redis/backend.ts';
import { settlesWithin } from './settles-within.ts';

/** Where the jobs are: of one installation the same for all processes, always. */
export type QueueServer = { postgres: PostgresOptions } | { redis: RedisOptions };

export type QueuesOptions = QueueServer & {
  /** What happened to a connection or a job; nothing is lost by it, jobs are tried again. */
  onError: (error: Error) => void;
  /** How long a server that does not answer is waited for: 5 000 unless told otherwise. */
  timeoutMs?: number;
  /**
   * Whether what failed a job says nothing of it, since what it needs is away: then it is tried until
   * that is back. An `AppError` that is `unavailable`, unless told otherwise.
   */
  isOutage?: (error: unknown) => boolean;
};

/** One process's access to the queues; its producers and consumers share connections. */
export interface Queues {
  createProducer<N extends QueueName>(name: N): Producer<N>;
  createConsumer<N extends QueueName>(
    name: N,
    handle: (payload: QueuePayload<N>) => Promise<void>,
    /** How many jobs at once: 1 unless told otherwise. */
    options?: { concurrency?: number },
  ): Consumer;
  /** What several jobs hold is handled at once, never twice at the same time; each is done with it. */
  createBatchConsumer<N extends QueueName>(
    name: N,
    handle: (payloads: QueuePayload<N>[]) => Promise<void>,
    batches?: BatchOptions,
  ): Consumer;
  /** What failed for good, to be looked at and replayed. */
  createDeadLetters(): DeadLetters;
  /** Rejects as `unavailable` while the server is away. */
  readDepths(): Promise<QueueDepth[]>;
  /** Bull Board, loaded when it is asked for; whoever mounts it guards it. */
  createBoard(options: BoardOptions): Promise<RequestHandler>;
  close(): Promise<void>;
}

export function createQueues({
  timeoutMs = 5_000,
  isOutage = isUnavailable,
  ...options
}: QueuesOptions): Queues {
  const onError = onceEach(options.onError);
  const backend: Backend =
    'redis' in options
      ? createRedisBackend(options.redis, { timeoutMs, onError })
      : createPostgresBackend(options.postgres, { timeoutMs, onError });
  const operated = operateQueues({ backend, timeoutMs, onError });
  const closers = [operated.close];
  const surroundings = { backend, timeoutMs, isOutage, onError };
  const closeLater = (consumer: Consumer): Consumer => {
    closers.push(consumer.close);
    return consumer;
  };

  return {
    createProducer(name) {
      const queue = backend.openQueue(name);
      queue.onError(onError);
      closers.push(() => queue.close());
      return createProducer(name, queue, timeoutMs);
    },
    createConsumer: (name, handle, { concurrency = 1 } = {}) =>
      closeLater(createConsumer({ ...surroundings, name, handle, concurrency })),
    createBatchConsumer: (name, handle, batches) =>
      closeLater(createBatchConsumer({ ...surroundings, name, handle, batches })),
    createDeadLetters: () => createDeadLetters(operated),
    readDepths: () => readDepths(operated),
    async createBoard(board) {
      const { createBoard } = await import('./board/create-board.ts');
      return createBoard(operated, board);
    },
    async close() {
      await Promise.all(closers.map((close) => close()));
      await settlesWithin(timeoutMs, backend.close());
    },
  };
}

const isUnavailable = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'unavailable';
