import type { Database } from '@halyard/database';
import { deriveChanges, type Context } from '@halyard/domain';
import { Counter, type Logger, type Registry } from '@halyard/http';
import type { Queues } from '@halyard/queue';

import { recordKeyUsage } from './record-key-usage.ts';
import { createTimer } from './timer.ts';

const deriveIntervalMs = 1_000;

export interface WorkerDeps {
  database: Database;
  queues: Pick<Queues, 'createConsumer'>;
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
export function buildWorker({ database, queues, ctx, metrics, log }: WorkerDeps): Worker {
  const jobs = new Counter({
    name: 'halyard_jobs_completed_total',
    help: 'Jobs done, by queue.',
    labelNames: ['queue'] as const,
    registers: [metrics],
  });
  const turns = new Counter({
    name: 'halyard_timer_turns_total',
    help: 'Turns of timers, by timer and outcome.',
    labelNames: ['timer', 'outcome'] as const,
    registers: [metrics],
  });
  const keyUsage = queues.createConsumer('key-usage', async (payload) => {
    await recordKeyUsage(database, payload);
    jobs.inc({ queue: 'key-usage' });
  });
  const derivation = createTimer({
    name: 'derive-changes',
    intervalMs: deriveIntervalMs,
    run: () => deriveChanges(ctx),
    turns,
    log,
  });
  return {
    async start() {
      await keyUsage.start();
      derivation.start();
    },
    async close() {
      await derivation.close();
      await keyUsage.close();
    },
  };
}
