import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

import { createRouteMatcher, routes, type RoutePath } from '@halyard/contracts';
import { parseJsonObject, readBody, sendError, sendJsonText, type Logger } from '@halyard/http';
import type { KeyRecord } from '@halyard/replica';

const bodyLimit = 64 * 1024;

interface HotRequest {
  caller: KeyRecord;
  /** Parameters of the path, in order. */
  params: readonly string[];
  body: Record<string, unknown>;
}

/** Gives the answer's JSON, or throws an `AppError`. Does no I/O. */
export type HotHandler = (request: HotRequest) => string;

export interface HotRouteDeps {
  authenticate: (headers: IncomingHttpHeaders) => KeyRecord | Promise<KeyRecord>;
  handlers: Record<RoutePath, HotHandler>;
  log: Logger;
}

/** Answers the routes that must be fast straight from the `node:http` request; false when it is not one. */
export function createHotRoutes({ authenticate, handlers, log }: HotRouteDeps) {
  const match = createRouteMatcher(routes);

  async function answer(
    req: IncomingMessage,
    res: ServerResponse,
    path: string,
    handler: HotHandler,
    params: readonly string[],
  ): Promise<void> {
    try {
      const found = authenticate(req.headers);
      const caller = found instanceof Promise ? await found : found;
      const body = parseJsonObject(await readBody(req, bodyLimit));
      sendJsonText(res, 200, handler({ caller, params, body }));
    } catch (error) {
      sendError(res, path, error, log);
    }
  }

  return (req: IncomingMessage, res: ServerResponse): boolean => {
    const path = pathOf(req.url ?? '/');
    const found = match(req.method ?? 'GET', path);
    if (found.kind !== 'route') return false;
    answer(req, res, path, handlers[found.route.path], found.params).catch((error: unknown) => {
      log.error({ err: error }, 'request could not be answered');
      res.destroy();
    });
    return true;
  };
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}
