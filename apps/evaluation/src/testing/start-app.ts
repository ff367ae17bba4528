import { AppError, evaluationRoutes } from '@halyard/contracts';
import { createMemoryCounters } from '@halyard/coordination';
import { createExpressApp, createLogger, createMetrics, listen } from '@halyard/http';
import { createLimits } from '@halyard/limits';

import { buildApp, type EvaluationDeps } from '../app.ts';

export type AppOptions = Pick<EvaluationDeps, 'replica'> & Partial<EvaluationDeps>;

/** The evaluation service as it is served, on a port of its own; whoever is within the limits is let in. */
export async function startApp(options: AppOptions) {
  const { log = createLogger('test', 'silent'), now = Date.now } = options;
  const { hot, dispatch } = buildApp({
    keyUsage: { record: () => undefined },
    limits: createLimits({
      name: 'evaluation',
      counters: createMemoryCounters({ now }),
      now,
      onError: fail,
    }),
    verifyToken: () => Promise.reject(new AppError('unauthorized', 'No tokens here.')),
    clientAddress: ({ socket }) => socket.remoteAddress ?? '',
    allowsKeyInQuery: false,
    geoIp: undefined,
    usage: { isBlocked: () => false, record: () => undefined, refuse: () => undefined },
    counts: { count: () => undefined },
    mintEvaluationId: () => '',
    metrics: createMetrics('test'),
    log,
    now,
    ...options,
  });
  const app = createExpressApp({ routes: evaluationRoutes, dispatches: [dispatch], log });
  const server = await listen(app, {
    host: '127.0.0.1',
    port: 0,
    attempts: 1,
    graceMs: 1_000,
    hot: [hot],
  });
  return { url: `http://127.0.0.1:${server.port}`, close: server.close };
}

const fail = (error: unknown): never => {
  throw error;
};
