import { IncomingMessage, ServerResponse, type ServerOptions } from 'node:http';

import type { Express } from 'express';

/**
 * Makes a server's requests and responses an Express app's own from the start: one whose prototype
 * Express has to change first is slow for the rest of its life. They are made by classes, since
 * whatever else can give an object that prototype makes slow ones too; the app takes over theirs.
 */
export function useExpressPrototypes(
  app: Express,
): Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'> {
  class Request extends IncomingMessage {}
  class Response<R extends IncomingMessage> extends ServerResponse<R> {}
  app.request = Object.setPrototypeOf(Request.prototype, app.request) as typeof app.request;
  app.response = Object.setPrototypeOf(Response.prototype, app.response) as typeof app.response;
  return { IncomingMessage: Request, ServerResponse: Response };
}
