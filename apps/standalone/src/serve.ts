import { regex } from '@halyard/core/re2js';
import { createDatabase } from '@halyard/database';
import { buildApp as buildEvaluation, createKeyUsage } from '@halyard/evaluation';
import { createOperationsApp, listen } from '@halyard/http';
import { createQueues } from '@halyard/queue';
import { createReplica } from '@halyard/replica';

import { createDispatcher } from './dispatch.ts';
import { logReplica } from './log-replica.ts';
import { runProcess } from './run-process.ts';

const graceMs = 10_000;
const keyUsageFlushIntervalMs = 1_000;

await runProcess('serve', async ({ config, log, metrics, closers }) => {
  const { DATABASE_URL: url, HOST: host } = config;
  const database = createDatabase({ url, maxConnections: 20 });
  // Until there is a source of hints, changes are found by comparing heads every second.
  const replica = createReplica({ database, regex, report: logReplica(log) });
  const operations = await listen(
    createOperationsApp({
      metrics,
      checks: { replica: () => (replica.isReady() ? undefined : 'loading') },
    }),
    { host, port: config.OPERATIONS_PORT, attempts: config.OPERATIONS_PORT_ATTEMPTS, graceMs },
  );
  closers.add(operations.close);
  closers.add(() => database.$disconnect());
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
