import { recordFeedback } from '@halyard/domain';
import { createIntake } from '@halyard/domain/telemetry';
import type { Consumer } from '@halyard/queue';

import type { NoteJobs } from '../note-jobs.ts';
import type { WorkerDeps } from '../worker.ts';
import { createLag } from './lag.ts';

/** Requests of a call: of 100 events each, a second's worth. Where they hold 1 000 it takes longer. */
const mostTelemetryAtOnce = 300;
/** Of 500 reports at most: written well within a transaction's time, also where all are corrections. */
const mostFeedbackAtOnce = 40;

/** Those of what clients report and nodes count. */
export function createTelemetryConsumers(
  { queues, ctx, metrics }: Pick<WorkerDeps, 'queues' | 'ctx' | 'metrics'>,
  noteJobs: NoteJobs,
): Consumer[] {
  const intake = createIntake(ctx);
  const lag = createLag({ metrics, now: () => ctx.now().getTime() });
  return [
    queues.createConsumer('evaluation-counts', async (batch) => {
      await intake.recordCounts(batch);
      noteJobs('evaluation-counts');
    }),
    queues.createBatchConsumer(
      'telemetry',
      async (batches) => {
        await intake.recordTelemetry(batches);
        noteJobs('telemetry', batches.length);
        lag.note(batches);
      },
      { maxJobs: mostTelemetryAtOnce },
    ),
    queues.createBatchConsumer(
      'feedback',
      async (batches) => {
        await recordFeedback(ctx, batches);
        noteJobs('feedback', batches.length);
      },
      { maxJobs: mostFeedbackAtOnce },
    ),
  ];
}
