import type { QueueJob } from '@bull-board/api/dist/types.js';
import type { Job } from 'bullmq';

import { removeFailed, startAnew } from '../operating/dead-letters.ts';

/**
 * A job as the board may show it: without its payload, started anew with all its attempts, and removed
 * only where it has failed.
 */
export const toBoardJob = (job: Job): QueueJob => ({
  opts: { delay: job.opts.delay },
  promote: () => job.promote(),
  remove: () => removeFailed(job),
  retry: () => startAnew(job),
  getState: () => job.getState(),
  toJSON() {
    const shown = job.toJSON();
    return {
      id: shown.id,
      name: shown.name,
      progress: 0,
      attemptsMade: shown.attemptsMade,
      attemptsStarted: shown.attemptsStarted,
      finishedOn: shown.finishedOn ?? null,
      processedOn: shown.processedOn ?? null,
      delay: shown.delay,
      timestamp: shown.timestamp,
      failedReason: shown.failedReason,
      stacktrace: shown.stacktrace,
      // It may hold addresses and identifiers of people.
      data: { bytes: Buffer.byteLength(JSON.stringify(shown.data)) },
      returnvalue: null,
      opts: shown.opts,
    };
  },
});
