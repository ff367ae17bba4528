import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Route } from '@halyard/contracts';

import { sendAnswer, sendOk } from '../answers/respond.ts';
import { sendError } from '../answers/send-error.ts';
import { sendStream } from '../answers/send-stream.ts';
import type { Logger } from '../process/logger.ts';
import { crossOriginHeaders, crossOriginList } from './cross-origin.ts';
import { pathOf } from './path-of.ts';
import type { RouteAnswer } from './route-handler.ts';

/** A request that has found its route, on the way to its answer. */
export interface Exchange<R extends Route = Route> {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly route: R;
  readonly params: readonly string[];
}

/** Ends an exchange with a handler's answer. */
export function succeed(exchange: Exchange, given: string | RouteAnswer, log: Logger): void {
  const { req, res, route } = exchange;
  if (typeof given === 'string') {
    sendOk(res, given, crossOriginList(route, req));
    return;
  }
  const common = crossOriginHeaders(route);
  if (given.takeOver) {
    given.takeOver(res, common);
    return;
  }
  if (given.stream) {
    sendStream(res, given, common).catch((error: unknown) => fail(exchange, error, log));
    return;
  }
  sendAnswer(res, given, common);
}

/** Ends an exchange with an error, or with its connection where an answer has begun. */
export function fail({ req, res, route }: Exchange, error: unknown, log: Logger): void {
  if (res.headersSent) {
    log.error({ err: error }, 'an answer could not be sent');
    res.destroy();
    return;
  }
  sendError(res, pathOf(req), error, log, { ...crossOriginHeaders(route), ...leave(req, route) });
}

/** What is left of an upload nobody reads: it may be without end. */
function leave(req: IncomingMessage, { upload }: Route): { connection?: 'close' } {
  if (!upload || req.complete) return {};
  req.resume();
  return { connection: 'close' };
}
