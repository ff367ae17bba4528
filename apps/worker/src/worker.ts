import type { QueueName, QueuePayload } from '@halyard/contracts';
import type { Database } from '@halyard/database';
import {
  addUsage,
  deriveChanges,
  disableEndedFlags,
  raisePlanLevel,
  recordBlockedEvaluation,
  type Context,
} from '@halyard/domain';
import { Counter, type Logger, type Registry } from '@halyard/http';
import type { Consumer, Queues } from '@halyard/queue';

import { keepBases, type BasesPlace } from './keep-bases.ts';
import { recordKeyUsage } from './record-key-usage.ts';
import { removeExpired } from './remove-expired.ts';
import { removeOldBatches } from './remove-old-batches.ts';
import { createTimer, type Timer } from './timer.ts';
import { trimChangeLogs } from './trim-change-logs.ts';
import { removeOldDays } from './usage/remove-old-days.ts';

const deriveIntervalMs = 1_000;
const disableIntervalMs = 1_000;
/** How often is looked whether it is time to write bases. */
const basesIntervalMs = 5_000;
const removalIntervalMs = 10 * 60_000;

export interface WorkerDeps {
  database: Database;
  queues: Pick<Queues, 'createConsumer'>;
  /** Where nodes share what they start from; left out, nowhere. */
  basesPlace?: BasesPlace | undefined;
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
  return {
    async start() {
      await Promise.all(consumers.map((consumer) => consumer.start()));
      for (const timer of timers) timer.start();
    },
    async close() {
      await Promise.all(timers.map((timer) => timer.close()));
      await Promise.all(consumers.map((consumer) => consumer.close()));
    },
  };
}

function createConsumers({ database, queues, ctx, metrics }: WorkerDeps): Consumer[] {
  const jobs = new Counter({
    name: 'halyard_jobs_completed_total',
    help: 'Jobs done, by queue.',
    labelNames: ['queue'] as const,
    registers: [metrics],
  });
  const consume = <N extends QueueName>(
    queue: N,
    handle: (payload: QueuePayload<N>) => Promise<void>,
  ): Consumer =>
    queues.createConsumer(queue, async (payload) => {
      await handle(payload);
      jobs.inc({ queue });
    });
  return [
    consume('key-usage', (payload) => recordKeyUsage(database, payload)),
    consume('evaluation-counts', (batch) => addUsage(ctx, batch)),
    consume('plan-level', (reached) => raisePlanLevel(ctx, reached)),
    consume('evaluation-blocked', (refused) => recordBlockedEvaluation(ctx, refused)),
  ];
}

function createTimers({ database, basesPlace, ctx, metrics, log }: WorkerDeps): Timer[] {
  const turns = new Counter({
    name: 'halyard_timer_turns_total',
    help: 'Turns of timers, by timer and outcome.',
    labelNames: ['timer', 'outcome'] as const,
    registers: [metrics],
  });
  const every = (intervalMs: number, name: string, run: () => Promise<unknown>): Timer =>
    createTimer({ name, intervalMs, run, turns, log });
  const now = (): number => ctx.now().getTime();
  const timers = [
    every(deriveIntervalMs, 'derive-changes', () => deriveChanges(ctx)),
    every(disableIntervalMs, 'disable-ended-flags', () => disableEndedFlags(ctx)),
    every(removalIntervalMs, 'remove-old-batches', () => removeOldBatches(database, now())),
    every(removalIntervalMs, 'remove-old-days', () => removeOldDays(database, now())),
    every(removalIntervalMs, 'remove-expired', () => removeExpired(database, now())),
    every(removalIntervalMs, 'trim-change-logs', () => trimChangeLogs(database, now())),
  ];
  if (basesPlace) {
    const keep = (): Promise<void> => keepBases({ ...basesPlace, database, now });
    timers.push(every(basesIntervalMs, 'keep-bases', keep));
  }
  return timers;
}
