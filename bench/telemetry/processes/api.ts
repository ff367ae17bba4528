import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import {
  createEvaluationIds,
  generateEvaluationSecrets,
  parseEvaluationSecrets,
} from '@halyard/auth';
import { telemetryRoutes } from '@halyard/contracts';
import { createMemoryCounters, createPostgresCoordination } from '@halyard/coordination';
import { createDatabase } from '@halyard/database';
import { createExpressApp, createLogger, createMetrics, listen } from '@halyard/http';
import { createReplica } from '@halyard/replica';
import { createTelemetry } from '@halyard/telemetry';

import { obey } from '../../shared/process.ts';
import { openQueues, type QueuesPlace } from './open-queues.ts';
import { readMemory } from './read-memory.ts';

/** The build puts it beside `serve`. */
const readingScript = join(process.cwd(), 'apps/standalone/dist/read-telemetry.js');

/** What the process that takes telemetry in can be asked. */
export type Api = typeof actions;

export const runApi = (): void => obey(actions);

const actions = {
  /** Resolves with its port when it takes requests. */
  async start(place: QueuesPlace): Promise<number> {
    const { databaseUrl: url } = place;
    const log = createLogger('telemetry', 'warn');
    const onError = (error: unknown) => log.warn({ err: error }, 'telemetry');
    const database = createDatabase({ url, maxConnections: 5 });
    const coordination = createPostgresCoordination({ url, maxConnections: 3, onError });
    const { hints } = coordination;
    const replica = createReplica({ database, hints, report: () => undefined });
    await coordination.start();
    await replica.start();
    const secrets = parseEvaluationSecrets(generateEvaluationSecrets());
    const telemetry = createTelemetry({
      replica,
      queues: openQueues(place, 10),
      // One process takes telemetry in, so that its own counters are all there is to share.
      counters: createMemoryCounters({ now: Date.now }),
      keyUsage: { record: () => undefined },
      verifyEvaluationId: createEvaluationIds({ secrets, now: Date.now }).verify,
      secret: 'bench',
      startReading: () => new Worker(readingScript),
      allowsKeyInQuery: false,
      metrics: createMetrics('telemetry'),
      log,
      now: Date.now,
    });
    const { dispatch, hot } = telemetry;
    const app = createExpressApp({ routes: telemetryRoutes, dispatches: [dispatch], log });
    const on = { host: '127.0.0.1', port: 0, attempts: 1, graceMs: 1_000 };
    const server = await listen(app, { ...on, hot: [hot] });
    telemetry.start();
    return server.port;
  },
  memory: readMemory,
};
