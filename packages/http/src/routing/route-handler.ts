import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';

import type { Route } from '@halyard/contracts';

/** A request that found its route and was let in. */
export interface RouteRequest<Caller> {
  readonly caller: Caller;
  /** Parameters of the path, in order, decoded. */
  readonly params: readonly string[];
  /** Of a route that takes one; an object, not looked into yet. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The body as it came; what to read where the dispatch leaves bodies. */
  readonly pieces: readonly Buffer[];
  readonly req: IncomingMessage;
}

/** An answer whose body is serialised already. */
export interface RouteAnswer {
  readonly status: number;
  /** Left out where the answer has no body, or one that is sent as it comes. */
  readonly json?: string;
  /** A body that is sent as it comes, as fast as it is taken. */
  readonly stream?: { readonly contentType: string; readonly chunks: AsyncIterable<string> };
  readonly headers?: OutgoingHttpHeaders;
  /** Answers by itself from here on, head included; of `headers` it is given those of the route. */
  readonly takeOver?: (res: ServerResponse, headers: OutgoingHttpHeaders) => void;
}

/** Answers a request: with the JSON of a 200, or with more; or throws an `AppError`. */
export type RouteHandler<Caller> = (
  request: RouteRequest<Caller>,
) => string | RouteAnswer | Promise<string | RouteAnswer>;

/** A handler for each route, named by its method and path. */
export type RouteHandlers<R extends Route, Caller> = {
  readonly [K in R as `${K['method']} ${K['path']}`]: RouteHandler<Caller>;
};
