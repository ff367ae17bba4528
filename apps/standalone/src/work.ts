import { readFile } from 'node:fs/promises';

import { createPostgresCoordination } from '@halyard/coordination';
import { createDatabase } from '@halyard/database';
import { createOperationsApp, listen } from '@halyard/http';
import { createQueues } from '@halyard/queue';
import { buildWorker } from '@halyard/worker';

import { runProcess } from './process/run-process.ts';
import { createSystemContext } from './process/system-context.ts';

const graceMs = 10_000;

await runProcess('work', async ({ config, log, metrics, closers }) => {
  const { DATABASE_URL: url, HOST: host } = config;
  let isWorking = false;
  const operations = await listen(
    createOperationsApp({
      metrics,
      checks: { consumers: () => (isWorking ? undefined : 'starting') },
    }),
    { host, port: config.OPERATIONS_PORT, attempts: config.OPERATIONS_PORT_ATTEMPTS, graceMs },
  );
  closers.add(operations.close);
  const database = createDatabase({ url, maxConnections: 10 });
  closers.add(() => database.$disconnect());
  const queues = createQueues({
    postgres: { url, maxConnections: 20 },
    onError: (error) => log.warn({ err: error }, 'queue failed'),
  });
  closers.add(queues.close);
  const coordination = createPostgresCoordination({
    url,
    maxConnections: 3,
    onError: (error) => log.warn({ err: error }, 'coordination failed'),
  });
  closers.add(coordination.close);
  const ctx = createSystemContext({
    database,
    auditKey: await readFile(config.AUDIT_KEY_FILE, 'utf8'),
    hints: coordination.hints,
  });
  const worker = buildWorker({ database, queues, ctx, metrics, log });
  closers.add(worker.close);
  await worker.start();
  isWorking = true;
  return { operationsPort: operations.port };
});
