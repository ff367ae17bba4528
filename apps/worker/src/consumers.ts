import type { QueueName, QueuePayload } from '@halyard/contracts';
import { raisePlanLevel, recordBlockedEvaluation, recordFeedback } from '@halyard/domain';
import { createIntake } from '@halyard/domain/telemetry';
import { Counter } from '@halyard/http';
import type { Consumer } from '@halyard/queue';

import { deliverNotification } from './notifications/deliver.ts';
import { recordKeyUsage } from './record-key-usage.ts';
import { createLag } from './telemetry/lag.ts';
import type { WorkerDeps } from './worker.ts';

/** Whoever answers slowly keeps others waiting only where as many do so at once. */
const deliveriesAtOnce = 32;
/** Requests that one transaction takes in: of 100 events each, a second's worth. */
const mostTelemetryAtOnce = 300;

/** Of 500 reports at most: written well within a transaction's time, also where all are corrections. */
const mostFeedbackAtOnce = 40;

/** A consumer for every queue. */
export function createConsumers({
  database,
  queues,
  telling,
  ctx,
  metrics,
}: WorkerDeps): Consumer[] {
  const jobs = new Counter({
    name: 'halyard_jobs_completed_total',
    help: 'Jobs done, by queue.',
    labelNames: ['queue'] as const,
    registers: [metrics],
  });
  const intake = createIntake(ctx);
  const lag = createLag({ metrics, now: () => ctx.now().getTime() });

  const consume = <N extends QueueName>(
    queue: N,
    handle: (payload: QueuePayload<N>) => Promise<void>,
    options?: { concurrency: number },
  ): Consumer =>
    queues.createConsumer(
      queue,
      async (payload) => {
        await handle(payload);
        jobs.inc({ queue });
      },
      options,
    );

  return [
    consume('key-usage', (payload) => recordKeyUsage(database, payload)),
    consume('evaluation-counts', intake.recordCounts),
    consume('plan-level', (reached) => raisePlanLevel(ctx, reached)),
    consume('evaluation-blocked', (refused) => recordBlockedEvaluation(ctx, refused)),
    ...(telling
      ? [
          consume(
            'notifications',
            (delivery) => deliverNotification({ ...telling, ctx }, delivery),
            { concurrency: deliveriesAtOnce },
          ),
        ]
      : []),
    queues.createBatchConsumer(
      'telemetry',
      async (batches) => {
        await intake.recordTelemetry(batches);
        jobs.inc({ queue: 'telemetry' }, batches.length);
        lag.note(batches);
      },
      { maxJobs: mostTelemetryAtOnce },
    ),
    queues.createBatchConsumer(
      'feedback',
      async (batches) => {
        await recordFeedback(ctx, batches);
        jobs.inc({ queue: 'feedback' }, batches.length);
      },
      { maxJobs: mostFeedbackAtOnce },
    ),
  ];
}
