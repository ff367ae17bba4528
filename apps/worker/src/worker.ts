import { keepPartitions, type Database } from '@halyard/database';
import type { Context } from '@halyard/domain';
import { advanceEventGeneration } from '@halyard/domain/telemetry';
import type { Logger, Registry } from '@halyard/http';
import type { Queues } from '@halyard/queue';

import { createConsumers } from './consumers.ts';
import type { BasesPlace } from './keep-bases.ts';
import { measureQueues } from './measure-queues.ts';
import type { DeliverDeps } from './notifications/deliver.ts';
import { createTimers } from './timers.ts';

export interface WorkerDeps {
  database: Database;
  queues: Pick<Queues, 'createConsumer' | 'createBatchConsumer' | 'createProducer' | 'readDepths'>;
  /** Where nodes share what they start from; left out, nowhere. */
  basesPlace?: BasesPlace | undefined;
  /** How people and webhooks are told of things; left out, what they are to be told waits. */
  telling?: Omit<DeliverDeps, 'ctx'> | undefined;
  /** For what the worker itself changes. */
  ctx: Context;
  metrics: Registry;
  log: Logger;
}

export interface Worker {
  start(): Promise<void>;
  /** Lets running jobs end. */
  close(): Promise<void>;
}

/** Every queue's consumer, and every timer. */
export function buildWorker(deps: WorkerDeps): Worker {
  const consumers = createConsumers(deps);
  const timers = createTimers(deps);
  measureQueues(deps.queues, deps.metrics);
  return {
    async start() {
      await prepare(deps);
      await Promise.all(consumers.map((consumer) => consumer.start()));
      for (const timer of timers) timer.start();
    },
    async close() {
      await Promise.all(timers.map((timer) => timer.close()));
      await Promise.all(consumers.map((consumer) => consumer.close()));
    },
  };
}

/** What has to be there before anything is taken in; while the database is away timers see to it. */
async function prepare({ database, ctx, log }: WorkerDeps): Promise<void> {
  try {
    await keepPartitions(database, ctx.now().getTime());
    await advanceEventGeneration(ctx);
  } catch (error) {
    log.warn({ err: error }, 'partitions are made later');
  }
}
