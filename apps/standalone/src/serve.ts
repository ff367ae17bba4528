import { createPostgresCoordination } from '@halyard/coordination';
import { createDatabase } from '@halyard/database';
import { buildApp as buildEvaluation, createKeyUsage } from '@halyard/evaluation';
import { createOperationsApp, listen } from '@halyard/http';
import { createQueues } from '@halyard/queue';

import { buildReplica } from './process/build-replica.ts';
import { describeStaleness } from './process/describe-staleness.ts';
import { createDispatcher } from './process/dispatch.ts';
import { runProcess } from './process/run-process.ts';

const graceMs = 10_000;
const keyUsageFlushIntervalMs = 1_000;

await runProcess('serve', async ({ config, log, metrics, closers }) => {
  const { DATABASE_URL: url, HOST: host } = config;
  const database = createDatabase({ url, maxConnections: 20 });
  const coordination = createPostgresCoordination({
    url,
    maxConnections: 3,
    onError: (error) => log.warn({ err: error }, 'coordination failed'),
  });
  const replica = await buildReplica(config, { database, hints: coordination.hints, log });
  const operations = await listen(
    createOperationsApp({
      metrics,
      checks: { replica: () => (replica.isReady() ? undefined : 'loading') },
      notes: { replica: () => describeStaleness(replica.status()) },
    }),
    { host, port: config.OPERATIONS_PORT, attempts: config.OPERATIONS_PORT_ATTEMPTS, graceMs },
  );
  closers.add(operations.close);
  closers.add(() => database.$disconnect());
  closers.add(coordination.close);
  closers.add(replica.close);
  const queues = createQueues({
    url,
    maxConnections: 10,
    onError: (error) => log.warn({ err: error }, 'queue failed'),
  });
  closers.add(queues.close);
  const keyUsage = createKeyUsage({
    producer: queues.createProducer('key-usage'),
    log,
    flushIntervalMs: keyUsageFlushIntervalMs,
  });
  closers.add(keyUsage.close);

  await coordination.start();
  await replica.start();
  keyUsage.start();
  const evaluation = buildEvaluation({ replica, keyUsage, metrics, log, now: Date.now });
  const server = await listen(createDispatcher({ evaluation }, log), {
    host,
    port: config.PORT,
    attempts: config.PORT_ATTEMPTS,
    graceMs,
  });
  closers.add(server.close);
  return { port: server.port, operationsPort: operations.port };
});
