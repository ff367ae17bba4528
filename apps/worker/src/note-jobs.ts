import type { QueueName } from '@halyard/contracts';
import { Counter, type Registry } from '@halyard/http';

/** Notes jobs that were done, one where it is not said how many. */
export type NoteJobs = (queue: QueueName, jobs?: number) => void;

export function createNoteJobs(metrics: Registry): NoteJobs {
  const counter = new Counter({
    name: 'halyard_jobs_completed_total',
    help: 'Jobs done, by queue.',
    labelNames: ['queue'] as const,
    registers: [metrics],
  });
  return (queue, jobs = 1) => counter.inc({ queue }, jobs);
}
