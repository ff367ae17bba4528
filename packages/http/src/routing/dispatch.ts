import type { IncomingMessage, ServerResponse } from 'node:http';

import { createRouteMatcher, type Route } from '@halyard/contracts';

import { parseJsonObject, readBody } from '../body.ts';
import type { Logger } from '../logger.ts';
import { sendAnswer, sendJsonText } from '../respond.ts';
import { sendError } from '../send-error.ts';
import { crossOriginHeaders } from './cross-origin.ts';
import { pathOf } from './path-of.ts';
import type { RouteHandler, RouteHandlers } from './route-handler.ts';

/** Answers a request; false when it is for none of its routes. */
export type Dispatch = (req: IncomingMessage, res: ServerResponse) => boolean;

export interface DispatchOptions<R extends Route, Caller> {
  routes: readonly R[];
  handlers: RouteHandlers<R, Caller>;
  /** Lets a request in by what opens its route, or throws; at once where it can. */
  authenticate: (req: IncomingMessage, route: R) => Caller | Promise<Caller>;
  log: Logger;
}

/** Has requests answered by the handlers of their routes; a HEAD is a GET whose body stays here. */
export function createDispatch<R extends Route, Caller>({
  routes,
  handlers,
  authenticate,
  log,
}: DispatchOptions<R, Caller>): Dispatch {
  const match = createRouteMatcher(routes);
  // Which handlers there are is checked where they are given.
  const byName = handlers as Readonly<Record<string, RouteHandler<Caller>>>;
  const handlerOf = new Map(
    routes.map((route) => [route, byName[`${route.method} ${route.path}`]!] as const),
  );

  async function answer(
    req: IncomingMessage,
    res: ServerResponse,
    route: R,
    params: readonly string[],
  ): Promise<void> {
    const common = crossOriginHeaders(route);
    try {
      const admitted = authenticate(req, route);
      const caller = admitted instanceof Promise ? await admitted : admitted;
      const body = route.body ? parseJsonObject(await readBody(req, route.body.maxBytes)) : {};
      const handled = handlerOf.get(route)!({ caller, params, body, req });
      const given = handled instanceof Promise ? await handled : handled;
      if (typeof given === 'string') sendJsonText(res, 200, given, common);
      else sendAnswer(res, given, common);
    } catch (error) {
      sendError(res, pathOf(req), error, log, common);
    }
  }

  return (req, res) => {
    const method = req.method === 'HEAD' ? 'GET' : (req.method ?? 'GET');
    const found = match(method, pathOf(req));
    if (found.kind !== 'route') return false;
    answer(req, res, found.route, found.params).catch((error: unknown) => {
      log.error({ err: error }, 'request could not be answered');
      res.destroy();
    });
    return true;
  };
}
