import type { IncomingMessage, ServerResponse } from 'node:http';

import {
  createQuickMatcher,
  createRouteMatcher,
  type QuickMatch,
  type Route,
} from '@halyard/contracts';

import { parseJsonObject, readBody, toText } from '../answers/body.ts';
import type { Logger } from '../process/logger.ts';
import { fail, succeed, type Exchange } from './exchange.ts';
import { pathOf } from './path-of.ts';
import type { RouteHandler, RouteHandlers } from './route-handler.ts';

/** Answers a request; false when it is for none of its routes. */
export type Dispatch = (req: IncomingMessage, res: ServerResponse) => boolean;

export interface DispatchOptions<R extends Route, Caller> {
  routes: readonly R[];
  handlers: RouteHandlers<R, Caller>;
  /** Lets a request in by what opens its route, or throws; at once where it can. */
  authenticate: (req: IncomingMessage, route: R) => Caller | Promise<Caller>;
  /** Handlers are given the pieces of bodies, and read them themselves: these may be long. */
  leavesBodies?: boolean;
  log: Logger;
}

/** Has requests answered by the handlers of their routes; a HEAD is a GET whose body stays here. */
export function createDispatch<R extends Route, Caller>(
  options: DispatchOptions<R, Caller>,
): Dispatch {
  const match = createRouteMatcher(options.routes);
  return dispatchBy(options, (method, path) => {
    const found = match(method === 'HEAD' ? 'GET' : method, path);
    return found.kind === 'route' ? found : undefined;
  });
}

/** {@link createDispatch} for what must be fast: a few routes with one parameter each at most. */
export const createHotDispatch = <R extends Route, Caller>(
  options: DispatchOptions<R, Caller>,
): Dispatch => dispatchBy(options, createQuickMatcher(options.routes));

function dispatchBy<R extends Route, Caller>(
  options: DispatchOptions<R, Caller>,
  find: (method: string, path: string) => QuickMatch<R> | undefined,
): Dispatch {
  const answer = createAnswer(options);
  return (req, res) => {
    const found = find(req.method ?? 'GET', pathOf(req));
    if (!found) return false;
    answer({ req, res, route: found.route, params: found.params });
    return true;
  };
}

/** Lets in, reads the body, asks the handler and sends: without a promise wherever that can be. */
function createAnswer<R extends Route, Caller>({
  routes,
  handlers,
  authenticate,
  leavesBodies = false,
  log,
}: DispatchOptions<R, Caller>): (exchange: Exchange<R>) => void {
  // Which handlers there are is checked where they are given.
  const byName = handlers as Readonly<Record<string, RouteHandler<Caller>>>;
  const handlerOf = new Map(
    routes.map((route) => [route, byName[`${route.method} ${route.path}`]!] as const),
  );

  function proceed<T>(exchange: Exchange<R>, step: () => T | Promise<T>, goOn: (made: T) => void) {
    try {
      const made = step();
      if (made instanceof Promise) made.then(goOn).catch((error) => fail(exchange, error, log));
      else goOn(made);
    } catch (error) {
      fail(exchange, error, log);
    }
  }

  const parse = (pieces: readonly Buffer[]) =>
    leavesBodies ? {} : parseJsonObject(toText(pieces));

  function handle(exchange: Exchange<R>, caller: Caller, pieces: readonly Buffer[]): void {
    const { req, route, params } = exchange;
    proceed(
      exchange,
      () => handlerOf.get(route)!({ caller, params, body: parse(pieces), pieces, req }),
      (given) => succeed(exchange, given, log),
    );
  }

  return (exchange) => {
    const { req, route } = exchange;
    proceed(
      exchange,
      () => authenticate(req, route),
      (caller) => {
        if (!route.body) return handle(exchange, caller, []);
        return readBody(
          req,
          route.body.maxBytes,
          (pieces) => handle(exchange, caller, pieces),
          (error) => fail(exchange, error, log),
        );
      },
    );
  };
}
