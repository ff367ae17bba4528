import { AppError, evaluationRoutes } from '@halyard/contracts';
import { createExpressApp, createLogger, createMetrics, listen } from '@halyard/http';

import { buildApp, type EvaluationDeps } from '../app.ts';

export type AppOptions = Pick<EvaluationDeps, 'replica'> & Partial<EvaluationDeps>;

/** The evaluation service as it is served, on a port of its own; limits and plans let everybody in. */
export async function startApp(options: AppOptions) {
  const log = createLogger('test', 'silent');
  const { hot, dispatch } = buildApp({
    keyUsage: { record: () => undefined },
    admit: () => undefined,
    verifyToken: () => Promise.reject(new AppError('unauthorized', 'No tokens here.')),
    clientAddress: ({ socket }) => socket.remoteAddress ?? '',
    allowsKeyInQuery: false,
    geoIp: undefined,
    usage: { isBlocked: () => false, record: () => undefined, refuse: () => undefined },
    counts: { count: () => undefined },
    mintEvaluationId: () => '',
    metrics: createMetrics('test'),
    log,
    now: Date.now,
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
