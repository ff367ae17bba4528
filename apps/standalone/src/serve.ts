import { createDatabase } from '@halyard/database';
import { buildApp as buildEvaluation, createKeyUsage } from '@halyard/evaluation';
import {
  closeOnSignal,
  createLogger,
  createMetrics,
  createOperationsApp,
  listen,
} from '@halyard/http';
import { createQueues } from '@halyard/queue';
import { createReplica } from '@halyard/replica';

import { readProcessConfig } from './config.ts';
import { createDispatcher } from './dispatch.ts';
import { sendReady } from './messages.ts';

const graceMs = 10_000;
const keyUsageFlushIntervalMs = 1_000;

const config = readProcessConfig();
const log = createLogger('serve', config.LOG_LEVEL);
const metrics = createMetrics('serve');
const database = createDatabase({ url: config.DATABASE_URL, maxConnections: 20 });
const queues = createQueues({
  url: config.DATABASE_URL,
  maxConnections: 10,
  onError: (error) => log.warn({ err: error }, 'queue connection failed'),
});
const replica = createReplica({ database });
const keyUsage = createKeyUsage({
  producer: queues.createProducer('key-usage'),
  log,
  flushIntervalMs: keyUsageFlushIntervalMs,
});
const evaluation = buildEvaluation({ replica, keyUsage, metrics, log, now: Date.now });
const operations = createOperationsApp({
  metrics,
  checks: { replica: () => (replica.isReady() ? undefined : 'loading') },
});

await replica.start();
keyUsage.start();
const operationsServer = await listen(operations, {
  host: config.HOST,
  port: config.OPERATIONS_PORT,
  attempts: config.OPERATIONS_PORT_ATTEMPTS,
  graceMs,
});
const server = await listen(createDispatcher({ evaluation }, log), {
  host: config.HOST,
  port: config.PORT,
  attempts: config.PORT_ATTEMPTS,
  graceMs,
});

closeOnSignal({
  log,
  graceMs: 2 * graceMs,
  async close() {
    await server.close();
    await keyUsage.close();
    await queues.close();
    await database.$disconnect();
    await operationsServer.close();
  },
});
log.info({ port: server.port, operationsPort: operationsServer.port }, 'ready');
sendReady({ port: server.port, operationsPort: operationsServer.port });
