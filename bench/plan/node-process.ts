import { AppError, evaluationRoutes } from '@halyard/contracts';
import { createPostgresCoordination } from '@halyard/coordination';
import { regex } from '@halyard/core/re2js';
import { createDatabase, readEvaluations } from '@halyard/database';
import { buildApp, createMetering } from '@halyard/evaluation';
import {
  createClosers,
  createExpressApp,
  createLogger,
  createMetrics,
  listen,
} from '@halyard/http';
import { createQueues } from '@halyard/queue';
import { createReplica } from '@halyard/replica';

import { obeyParent } from './process.ts';

/** One of several nodes: as `serve` is, but that its counters are those of all. */
export async function runNode(url: string): Promise<void> {
  const log = createLogger('node', 'warn');
  const metrics = createMetrics('node');
  const onError = (error: unknown) => log.warn({ err: error }, 'node');
  const closers = createClosers();
  const database = createDatabase({ url, maxConnections: 20 });
  closers.add(() => database.$disconnect());
  const coordination = createPostgresCoordination({ url, maxConnections: 3, onError });
  closers.add(coordination.close);
  const queues = createQueues({ postgres: { url, maxConnections: 10 }, onError });
  closers.add(queues.close);
  const { hints, counters } = coordination;
  const replica = createReplica({ database, hints, regex, report: () => undefined });
  closers.add(replica.close);
  await coordination.start();
  await replica.start();

  const metering = createMetering({
    counters,
    queues,
    readEvaluations: (id, month) => readEvaluations(database, id, month),
    secret: 's'.repeat(64),
    node: 'bench',
    metrics,
    log,
    now: Date.now,
  });
  closers.add(metering.close);
  metering.start();
  const { hot, dispatch } = buildApp({
    replica,
    ...metering,
    verifyToken: () => Promise.reject(new AppError('unauthorized', 'No tokens here.')),
    clientAddress: ({ socket }) => socket.remoteAddress ?? '',
    allowsKeyInQuery: false,
    geoIp: undefined,
    mintEvaluationId: () => '',
    metrics,
    log,
    now: Date.now,
  });
  const app = createExpressApp({ routes: evaluationRoutes, dispatches: [dispatch], log });
  const on = { host: '127.0.0.1', port: 0, attempts: 1, graceMs: 1_000 };
  const server = await listen(app, { ...on, hot: [hot] });
  closers.add(server.close);
  obeyParent(closers, server.port);
}
