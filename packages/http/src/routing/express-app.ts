import { createRouteMatcher, AppError, type Route } from '@halyard/contracts';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';

import { sendError } from '../answers/send-error.ts';
import type { Logger } from '../process/logger.ts';
import { preflightHeaders, crossOriginHeaders } from './cross-origin.ts';
import type { Dispatch } from './dispatch.ts';

export interface ExpressAppOptions {
  /** The routes this app may be asked for; others are 404, other methods 405. */
  routes: readonly Route[];
  /** What answers them. */
  dispatches: readonly Dispatch[];
  /** What is no route: pages for people and the like. */
  pages?: readonly RequestHandler[];
  log: Logger;
}

/** An Express app that answers every error in the shape of its path. */
export function createExpressApp({
  routes,
  dispatches,
  pages = [],
  log,
}: ExpressAppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((req, res, next) => {
    if (!dispatches.some((dispatch) => dispatch(req, res))) next();
  });
  for (const page of pages) app.use(page);
  app.use(answerUnmatched(routes));
  app.use(((error, req, res, _next) => {
    if (!res.headersSent) sendError(res, req.path, error, log);
  }) satisfies ErrorRequestHandler);
  return app;
}

/** What no handler takes: another method, a browser that asks beforehand, an unknown address. */
function answerUnmatched(routes: readonly Route[]): RequestHandler {
  const match = createRouteMatcher(routes);
  return (req, res) => {
    const found = match(req.method, req.path);
    if (found.kind !== 'wrong_method') {
      throw new AppError('not_found', 'There is nothing at this address.');
    }
    const allow = allowOf(found.routes);
    res.setHeader('allow', allow);
    if (req.method === 'OPTIONS') {
      res.writeHead(204, preflightHeaders(found.routes, allow)).end();
      return;
    }
    for (const [name, value] of Object.entries(crossOriginHeaders(found.routes[0]!))) {
      res.setHeader(name, value);
    }
    throw new AppError('method_not_allowed', `This address takes ${allow}.`);
  };
}

/** Whoever takes GET takes HEAD as well. */
const allowOf = (routes: readonly Route[]): string =>
  routes
    .flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
    .concat('OPTIONS')
    .join(', ');
