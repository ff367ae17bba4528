import { routes } from '@halyard/contracts';
import { createPages } from '@halyard/control';
import { createDatabase } from '@halyard/database';
import { createExpressApp, createOperationsApp, listen } from '@halyard/http';
import { createFlagErrors } from '@halyard/telemetry';

import { buildDocs } from './process/build-docs.ts';
import { chooseCoordination } from './process/choosing/choose-coordination.ts';
import { chooseQueues } from './process/choosing/choose-queues.ts';
import { chooseVerifier } from './process/choosing/choose-verifier.ts';
import { buildReplica } from './process/replica/build-replica.ts';
import { describeStaleness } from './process/replica/describe-staleness.ts';
import { runProcess } from './process/run-process.ts';
import { startAnalytics } from './process/start-analytics.ts';
import { startControl } from './process/start-control.ts';
import { startEvaluation } from './process/start-evaluation.ts';
import { closeTogether, startStreaming } from './process/start-streaming.ts';
import { startTelemetry } from './process/start-telemetry.ts';
import { urlOf } from './url-of.ts';

const graceMs = 10_000;

await runProcess('serve', async (context) => {
  const { config, log, metrics, closers } = context;
  const { DATABASE_URL: databaseUrl, HOST: host } = config;
  const database = createDatabase({ url: databaseUrl, maxConnections: 20 });
  const coordination = chooseCoordination(context);
  const replica = await buildReplica(config, { database, coordination, log });
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
  const queues = chooseQueues(context, { maxConnections: 10 });
  closers.add(queues.close);

  await coordination.start();
  await replica.start();
  const { counters } = coordination;
  let url = '';
  const control = await startControl(context, { database, coordination, counters, url: () => url });
  const verifyToken = chooseVerifier(context, control.verifyToken);
  const parts = { replica, database, queues, counters, verifyToken };
  const evaluation = await startEvaluation(context, parts);
  const { keyUsage } = evaluation;
  const streaming = await startStreaming(context, { replica, keyUsage, verifyToken });
  const telemetry = await startTelemetry(context, { ...parts, keyUsage });
  const analytics = await startAnalytics(context, parts);
  const flagErrors = createFlagErrors({ ...parts, admit: analytics.admit, log, now: Date.now });
  const apps = [evaluation, streaming, telemetry, flagErrors, control, analytics];
  const dispatches = [...apps.map(({ dispatch }) => dispatch), createPages()];
  const app = createExpressApp({ routes, dispatches, pages: [buildDocs()], log });
  const server = await listen(app, {
    host,
    port: config.PORT,
    attempts: config.PORT_ATTEMPTS,
    graceMs,
    hot: [evaluation.hot, streaming.hot, telemetry.hot],
  });
  closers.add(closeTogether(server, streaming));
  url = urlOf(host, server.port);
  return { port: server.port, operationsPort: operations.port };
});
