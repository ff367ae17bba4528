import { createDatabase } from '@halyard/database';
import {
  closeOnSignal,
  createLogger,
  createMetrics,
  createOperationsApp,
  listen,
} from '@halyard/http';
import { createQueues } from '@halyard/queue';
import { buildWorker } from '@halyard/worker';

import { readProcessConfig } from './config.ts';
import { sendReady } from './messages.ts';

const graceMs = 10_000;

const config = readProcessConfig();
const log = createLogger('work', config.LOG_LEVEL);
const metrics = createMetrics('work');
const database = createDatabase({ url: config.DATABASE_URL, maxConnections: 10 });
const queues = createQueues({
  url: config.DATABASE_URL,
  maxConnections: 20,
  onError: (error) => log.warn({ err: error }, 'queue failed'),
});
const worker = buildWorker({ database, queues, metrics });

await worker.start();
const operationsServer = await listen(createOperationsApp({ metrics, checks: {} }), {
  host: config.HOST,
  port: config.OPERATIONS_PORT,
  attempts: config.OPERATIONS_PORT_ATTEMPTS,
  graceMs,
});

closeOnSignal({
  log,
  graceMs: 2 * graceMs,
  async close() {
    await worker.close();
    await queues.close();
    await database.$disconnect();
    await operationsServer.close();
  },
});
log.info({ operationsPort: operationsServer.port }, 'ready');
sendReady({ operationsPort: operationsServer.port });
