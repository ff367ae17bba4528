import { createDatabase } from '@halyard/database';
import { createTestContext } from '@halyard/domain/testing';
import { createLogger, createMetrics } from '@halyard/http';
import { buildWorker } from '@halyard/worker';

import { obey } from '../../shared/process.ts';
import { quantile } from '../../shared/statistics.ts';
import { noteLags } from './note-lags.ts';
import { openQueues, type QueuesPlace } from './open-queues.ts';
import { readMemory } from './read-memory.ts';

/** Milliseconds from when requests were received until what they reported was committed. */
export interface Lags {
  requests: number;
  p50: number;
  p99: number;
  most: number;
}

/** What the working process can be asked. */
export type Worker = ReturnType<typeof createActions>;

export const runWorker = (): void => obey(createActions());

function createActions() {
  const lags: number[] = [];

  return {
    async start(place: QueuesPlace): Promise<void> {
      const database = createDatabase({ url: place.databaseUrl, maxConnections: 10 });
      const worker = buildWorker({
        database,
        queues: noteLags(openQueues(place, 20), lags),
        ctx: createTestContext(database),
        metrics: createMetrics('worker'),
        log: createLogger('worker', 'warn'),
      });
      await worker.start();
    },
    /** Since this was last asked. */
    takeLags(): Lags {
      const taken = lags.splice(0);
      const [p50, p99, most] = [0.5, 0.99, 1].map((share) => quantile(taken, share)) as [
        number,
        number,
        number,
      ];
      return { requests: taken.length, p50, p99, most };
    },
    memory: readMemory,
  };
}
