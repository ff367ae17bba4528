import type { Worker } from 'node:worker_threads';

import type { EvaluationIds } from '@halyard/auth';
import { telemetryRoutes } from '@halyard/contracts';
import {
  createDispatch,
  createHotDispatch,
  type Dispatch,
  type Logger,
  type Registry,
} from '@halyard/http';
import { createLimits, type LimitsDeps } from '@halyard/limits';
import type { Queues } from '@halyard/queue';
import type { Replica } from '@halyard/replica';

import { createAuthenticate, type AuthenticateDeps } from './access/authenticate.ts';
import { createResolveReports } from './feedback/resolve-reports.ts';
import { createTelemetryMetrics } from './metrics.ts';
import { createReadEvents, type ReadEvents } from './reading/read-events.ts';
import { createReadingThread } from './reading/thread/reading-thread.ts';
import { createTakeEvents } from './routes/take-events.ts';
import { createTakeFeedback } from './routes/take-feedback.ts';

export interface TelemetryOptions extends Pick<AuthenticateDeps, 'keyUsage' | 'allowsKeyInQuery'> {
  replica: Pick<Replica, 'findKey' | 'lookUpKey' | 'trustsKeys' | 'isReady' | 'find'>;
  queues: Pick<Queues, 'createProducer'>;
  counters: LimitsDeps['counters'];
  verifyEvaluationId: EvaluationIds['verify'];
  /** Users' identifiers are hashed with this: the evaluation's, so that its users are the same. */
  secret: string;
  /** Starts the thread that runs `serveReading`: it reads what is long. */
  startReading: () => Worker;
  metrics: Registry;
  log: Logger;
  /** Unix time, milliseconds. */
  now: () => number;
}

/** Telemetry's routes: `hot` is to be asked before Express, `dispatch` by it. */
export interface Telemetry {
  hot: Dispatch;
  dispatch: Dispatch;
  start(): void;
  close(): Promise<void>;
}

export function createTelemetry(options: TelemetryOptions): Telemetry {
  const { replica, counters, log, now } = options;
  const limits = createLimits({
    name: 'telemetry',
    counters,
    now,
    onError: (error) => log.warn({ err: error }, 'limits are kept by shares: no shared counters'),
  });
  const { keyUsage, allowsKeyInQuery } = options;
  const thread = createReadingThread(options.startReading, (error) =>
    log.error({ err: error }, 'the thread that reads telemetry has ended'),
  );
  const dispatched = {
    routes: telemetryRoutes,
    handlers: createHandlers(options, createReadEvents(thread.read)),
    authenticate: createAuthenticate({ replica, keyUsage, limits, allowsKeyInQuery, now }),
    leavesBodies: true,
    log,
  };
  return {
    hot: createHotDispatch(dispatched),
    dispatch: createDispatch(dispatched),
    start: limits.start,
    async close() {
      await limits.close();
      await thread.close();
    },
  };
}

function createHandlers(
  { replica, queues, verifyEvaluationId, secret, metrics: registry, now }: TelemetryOptions,
  read: ReadEvents,
) {
  const metrics = createTelemetryMetrics(registry);
  const take = createTakeEvents({
    replica,
    read,
    producer: queues.createProducer('telemetry'),
    metrics,
    secret,
    now,
  });
  const feedback = createTakeFeedback({
    replica,
    resolve: createResolveReports(verifyEvaluationId),
    producer: queues.createProducer('feedback'),
    metrics,
    now,
  });
  return {
    'POST /api/telemetry/evaluations': take('evaluations'),
    'POST /api/telemetry/errors': take('errors'),
    'POST /api/telemetry': take('mixed'),
    'POST /v1/events': take('event'),
    'POST /v1/feedback/report': feedback.one,
    'POST /v1/feedback/bulk': feedback.many,
  };
}
