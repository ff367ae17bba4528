import type { Database } from '@halyard/database';
import { Counter, type Registry } from '@halyard/http';
import type { Queues } from '@halyard/queue';

import { recordKeyUsage } from './record-key-usage.ts';

export interface WorkerDeps {
  database: Database;
  queues: Pick<Queues, 'createConsumer'>;
  metrics: Registry;
}

export interface Worker {
  start(): Promise<void>;
  /** Lets running jobs end. */
  close(): Promise<void>;
}

/** Every queue's consumer. */
export function buildWorker({ database, queues, metrics }: WorkerDeps): Worker {
  const jobs = new Counter({
    name: 'halyard_jobs_completed_total',
    help: 'Jobs done, by queue.',
    labelNames: ['queue'] as const,
    registers: [metrics],
  });
  const keyUsage = queues.createConsumer('key-usage', async (payload) => {
    await recordKeyUsage(database, payload);
    jobs.inc({ queue: 'key-usage' });
  });
  return { start: () => keyUsage.start(), close: () => keyUsage.close() };
}
