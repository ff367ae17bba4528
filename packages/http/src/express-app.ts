import { createRouteMatcher, AppError, type Route } from '@halyard/contracts';
import express, { type ErrorRequestHandler, type Express, type Router } from 'express';

import type { Logger } from './logger.ts';
import { sendError } from './send-error.ts';

export interface ExpressAppOptions {
  /** The routes this app may be asked for; others are 404, other methods 405. */
  routes: readonly Route[];
  /** What answers them. */
  router?: Router;
  log: Logger;
}

/** An Express app that answers every error in the shape of its path. */
export function createExpressApp({ routes, router, log }: ExpressAppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  if (router) app.use(router);

  const match = createRouteMatcher(routes);
  app.use((req, res) => {
    const found = match(req.method, req.path);
    if (found.kind !== 'wrong_method') {
      throw new AppError('not_found', 'There is nothing at this address.');
    }
    res.setHeader('allow', found.allow.join(', '));
    throw new AppError('method_not_allowed', `This address takes ${found.allow.join(', ')}.`);
  });
  app.use(((error, req, res, _next) => {
    if (!res.headersSent) sendError(res, req.path, error, log);
  }) satisfies ErrorRequestHandler);
  return app;
}
