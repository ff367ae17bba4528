import { createPostgresCoordination } from '@halyard/coordination';
import { createDatabase } from '@halyard/database';
import { createTestContext } from '@halyard/domain/testing';
import { createClosers, createLogger, createMetrics } from '@halyard/http';
import { createQueues } from '@halyard/queue';
import { buildWorker } from '@halyard/worker';

import { obeyParent } from './process.ts';

/** `work`, as it is on one machine. */
export async function runWorker(url: string): Promise<void> {
  const log = createLogger('worker', 'warn');
  const onError = (error: Error) => log.warn({ err: error }, 'worker');
  const closers = createClosers();
  const database = createDatabase({ url, maxConnections: 10 });
  closers.add(() => database.$disconnect());
  const coordination = createPostgresCoordination({ url, maxConnections: 3, onError });
  closers.add(coordination.close);
  const queues = createQueues({ postgres: { url, maxConnections: 20 }, onError });
  closers.add(queues.close);
  const ctx = { ...createTestContext(database), hints: coordination.hints };
  const worker = buildWorker({ database, queues, ctx, metrics: createMetrics('worker'), log });
  closers.add(worker.close);
  await worker.start();
  obeyParent(closers);
}
