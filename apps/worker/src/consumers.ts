import type { QueueName, QueuePayload } from '@halyard/contracts';
import { raisePlanLevel, recordBlockedEvaluation } from '@halyard/domain';
import type { Consumer } from '@halyard/queue';

import { createNoteJobs } from './note-jobs.ts';
import { deliverNotification } from './notifications/deliver.ts';
import { recordKeyUsage } from './record-key-usage.ts';
import { createTelemetryConsumers } from './telemetry/create-telemetry-consumers.ts';
import type { WorkerDeps } from './worker.ts';

/** Whoever answers slowly keeps others waiting only where as many do so at once. */
const deliveriesAtOnce = 32;

/** A consumer for every queue. */
export function createConsumers(deps: WorkerDeps): Consumer[] {
  const { database, queues, telling, ctx, metrics } = deps;
  const noteJobs = createNoteJobs(metrics);

  const consume = <N extends QueueName>(
    queue: N,
    handle: (payload: QueuePayload<N>) => Promise<void>,
    options?: { concurrency: number },
  ): Consumer =>
    queues.createConsumer(
      queue,
      async (payload) => {
        await handle(payload);
        noteJobs(queue);
      },
      options,
    );

  const consumers = [
    consume('key-usage', (payload) => recordKeyUsage(database, payload)),
    consume('plan-level', (reached) => raisePlanLevel(ctx, reached)),
    consume('evaluation-blocked', (refused) => recordBlockedEvaluation(ctx, refused)),
    ...createTelemetryConsumers(deps, noteJobs),
  ];
  if (telling) {
    const to = { ...telling, ctx };
    const deliver = (delivery: QueuePayload<'notifications'>) => deliverNotification(to, delivery);
    consumers.push(consume('notifications', deliver, { concurrency: deliveriesAtOnce }));
  }
  return consumers;
}
