import { AppError } from '@halyard/contracts';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { Registry } from 'prom-client';

import { sendError } from '../answers/send-error.ts';
import type { Logger } from '../process/logger.ts';
import { operatorsOnly } from './operators-only.ts';

/** Why this process cannot do its work now; nothing when it can. */
export type ReadinessCheck = () => string | undefined;

/** What is worth knowing although the process does its work; nothing when all is well. */
type ReadinessNote = () => string | undefined;

export interface OperationsOptions {
  metrics: Registry;
  /** Name → check; `/readyz` answers 200 when every one passes. */
  checks: Record<string, ReadinessCheck>;
  /** Name → note; shown by `/readyz`, whose status they leave alone. */
  notes?: Record<string, ReadinessNote>;
  guarded?: GuardedRoutes;
}

/** What only operators may see and do. */
interface GuardedRoutes {
  /** What operators authenticate with, by HTTP Basic. */
  password: string;
  /** Path → what answers below it. */
  routes: Readonly<Record<string, RequestHandler>>;
  log: Logger;
}

/**
 * The operators' port: `/healthz` (the process lives), `/readyz` (it can work), `/metrics`, and what
 * is for operators who know the password.
 */
export function createOperationsApp({
  metrics,
  checks,
  notes = {},
  guarded,
}: OperationsOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  app.get('/readyz', (_req, res) => {
    const results = Object.entries(checks).map(([name, check]) => [name, check() ?? 'ok'] as const);
    const isReady = results.every(([, result]) => result === 'ok');
    res.status(isReady ? 200 : 503);
    res.json({
      status: isReady ? 'ready' : 'not_ready',
      checks: Object.fromEntries(results),
      notes: Object.fromEntries(Object.entries(notes).map(([name, note]) => [name, note()])),
    });
  });
  app.get('/metrics', async (_req, res) => {
    const text = await metrics.metrics();
    res.type(metrics.contentType).send(text);
  });
  if (guarded) addGuarded(app, guarded);
  return app;
}

function addGuarded(app: Express, { password, routes, log }: GuardedRoutes): void {
  const guard = operatorsOnly(password);
  for (const [path, handler] of Object.entries(routes)) app.use(path, guard, handler);
  const answerError: ErrorRequestHandler = (error, req, res, next) => {
    if (res.headersSent) next(error);
    else sendError(res, req.path, isUnreadable(error) ? unreadable() : error, log);
  };
  app.use(answerError);
}

/** What Express says of a body that it cannot read. */
const isUnreadable = (error: unknown): boolean =>
  !(error instanceof AppError) &&
  error instanceof Error &&
  'status' in error &&
  error.status === 400;

const unreadable = (): AppError => new AppError('invalid_request', 'The body must be JSON.');
