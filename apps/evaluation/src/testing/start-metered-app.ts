import { createTestCoordination, type CoordinationServer } from '@halyard/coordination/testing';
import { readEvaluations } from '@halyard/database';
import { createFaultyDatabase, createTestDatabase } from '@halyard/database/testing';
import type { Context } from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';
import { createLogger, createMetrics } from '@halyard/http';
import { createQueues } from '@halyard/queue';
import { createTestQueueServer } from '@halyard/queue/testing';
import { createReplica } from '@halyard/replica';

import { createMetering } from '../metering/metering.ts';
import { countCalls } from './count-calls.ts';
import { startApp } from './start-app.ts';

const never = 3_600_000;
const log = createLogger('test', 'silent');
const onError = () => undefined;

export interface MeteredAppOptions {
  /** What counters and queues are on. */
  server: CoordinationServer;
  postgresUrl: string;
  redisUrl: string;
  /** Makes what is in the database before the app starts. */
  fill: (ctx: Context) => Promise<void>;
  now: () => number;
}

/** The app, metered as in `serve`: each statement, and each call of counters and queues, is noted. */
export async function startMeteredApp(options: MeteredAppOptions) {
  const { server, postgresUrl, redisUrl, fill, now } = options;
  const { url, drop } = await createTestDatabase(postgresUrl);
  const { database, statements, reset } = createFaultyDatabase({ url, maxConnections: 4 });
  await fill(createTestContext(database));
  const servers = { databaseUrl: url, redisUrl };
  const coordination = createTestCoordination(server, servers).open();
  const prefix = `test-${crypto.randomUUID()}`;
  const queues = createQueues({
    ...createTestQueueServer({ server, ...servers, prefix }),
    onError,
  });
  const ports = countCalls(coordination.counters, queues);
  const replica = createReplica({ database, report: () => undefined, pollIntervalMs: never });
  await replica.start();
  const metering = createMetering({
    ...ports,
    readEvaluations: (id, month) => readEvaluations(database, id, month),
    secret: 's'.repeat(64),
    node: 'host',
    metrics: createMetrics('test'),
    log,
    now,
    patienceMs: 20_000,
  });
  metering.start();
  const app = await startApp({ replica, ...metering, now });
  return {
    url: app.url,
    counters: coordination.counters,
    statements,
    calls: ports.calls,
    reset() {
      reset();
      ports.reset();
    },
    async close() {
      await app.close();
      await metering.close();
      await replica.close();
      await queues.close();
      await coordination.close();
      await database.$disconnect();
      await drop();
    },
  };
}
