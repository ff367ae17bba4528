import {
  createEvaluationIds,
  generateEvaluationSecrets,
  parseEvaluationSecrets,
} from '@halyard/auth';
import { telemetryRoutes } from '@halyard/contracts';
import { createMemoryCounters } from '@halyard/coordination';
import { createExpressApp, createLogger, createMetrics, listen } from '@halyard/http';
import type { Queues } from '@halyard/queue';
import type { Replica } from '@halyard/replica';

import { createTelemetry, type TelemetryOptions } from '../telemetry.ts';
import { bundleReading } from './bundle-reading.ts';

export interface NodeOptions extends Partial<TelemetryOptions> {
  replica: Replica;
  queues: Pick<Queues, 'createProducer'>;
  now: () => number;
  /** Any free one where it is left out. */
  port?: number;
}

export const identifierSecret = 's'.repeat(64);
const evaluationSecrets = parseEvaluationSecrets(generateEvaluationSecrets());

/** The telemetry service as it is served, on a port of its own. */
export async function startNode(options: NodeOptions) {
  const { now, port = 0 } = options;
  const log = createLogger('test', 'silent');
  const registry = createMetrics('test');
  const ids = createEvaluationIds({ secrets: evaluationSecrets, now });
  const used: string[] = [];
  const telemetry = createTelemetry({
    keyUsage: { record: ({ id }) => used.push(id) },
    counters: createMemoryCounters({ now }),
    verifyEvaluationId: ids.verify,
    secret: identifierSecret,
    allowsKeyInQuery: false,
    startReading: options.startReading ?? (await bundleReading()),
    metrics: registry,
    log,
    ...options,
  });
  telemetry.start();
  const { dispatch, hot } = telemetry;
  const app = createExpressApp({ routes: telemetryRoutes, dispatches: [dispatch], log });
  const server = await listen(app, {
    host: '127.0.0.1',
    port,
    attempts: 1,
    graceMs: 1_000,
    hot: [hot],
  });
  return {
    url: `http://127.0.0.1:${server.port}`,
    registry,
    /** Ids of keys whose use was noted. */
    used,
    mint: ids.mint,
    async close() {
      await server.close();
      await telemetry.close();
    },
  };
}
