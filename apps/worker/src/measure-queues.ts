import { Gauge, type Registry } from '@halyard/http';
import type { QueueDepth, Queues } from '@halyard/queue';

const states = ['waiting', 'active', 'delayed', 'failed'] as const;

/** Says with the metrics how much there is of each queue to do; nothing while its server is away. */
export function measureQueues(queues: Pick<Queues, 'readDepths'>, metrics: Registry): void {
  let reading: Promise<QueueDepth[]> | undefined;
  /** Both metrics are collected at once. */
  const read = (): Promise<QueueDepth[]> =>
    (reading ??= queues
      .readDepths()
      .catch(() => [])
      .finally(() => (reading = undefined)));
  const registers = [metrics];

  const jobs = new Gauge({
    name: 'halyard_queue_jobs',
    help: 'Jobs of a queue: waiting, active, delayed (to be tried again), failed for good.',
    labelNames: ['queue', 'state'] as const,
    registers,
    async collect() {
      const depths = await read();
      jobs.reset();
      for (const depth of depths) {
        for (const state of states) jobs.set({ queue: depth.queue, state }, depth[state]);
      }
    },
  });
  const age = new Gauge({
    name: 'halyard_queue_oldest_job_age_seconds',
    help: 'How long the job has waited that is next to be begun; 0 where none waits.',
    labelNames: ['queue'] as const,
    registers,
    async collect() {
      const depths = await read();
      age.reset();
      for (const { queue, oldestWaitingMs } of depths) age.set({ queue }, oldestWaitingMs / 1_000);
    },
  });
}
