import { IncomingMessage, ServerResponse, type ServerOptions } from 'node:http';

import type { Express } from 'express';

/**
 * Classes whose requests and responses are an Express app's from the start: an object whose prototype
 * Express has to change first is slow for the rest of its life.
 */
export const expressPrototypes = (
  app: Pick<Express, 'request' | 'response'>,
): Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'> => ({
  IncomingMessage: withPrototype(IncomingMessage, app.request),
  ServerResponse: withPrototype(ServerResponse, app.response),
});

function withPrototype<C>(base: C, prototype: object): C {
  function Made(...args: unknown[]): object {
    return Reflect.construct(base as () => void, args, Made) as object;
  }
  Made.prototype = prototype;
  return Made as unknown as C;
}
