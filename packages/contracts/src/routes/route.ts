import type { z } from 'zod';

/** The services a route can belong to. */
export type Service = 'evaluation' | 'control' | 'analytics' | 'streaming' | 'telemetry';

/**
 * What opens a route: an API key or a member's access token, of keys a server key alone, a key of
 * either kind and no token, a server key and no token, an access token alone, or nothing, with the
 * reason why.
 */
export type RouteAccess =
  | 'key_or_token'
  | 'server_key_or_token'
  | 'key'
  | 'server_key'
  | 'token'
  | { readonly public: string };

export interface RouteExample {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Left out where there is none, or where it is no JSON. */
  readonly answer?: unknown;
}

/** A public endpoint as data: what guards it, what it takes and what it gives. */
export interface Route {
  readonly service: Service;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Template of literal segments and `:parameters`. */
  readonly path: string;
  /** One sentence. */
  readonly summary: string;
  readonly access: RouteAccess;
  /** Of a route opened by a token: the action that the member's role must allow, else `own`: whoever
   * is logged in may do it with what is theirs. */
  readonly can?: string;
  /** `any` lets pages of every origin ask; `same` only Halyard's own. */
  readonly origins: 'any' | 'same';
  readonly query?: z.ZodType;
  readonly body?: {
    readonly schema: z.ZodType;
    readonly maxBytes: number;
  };
  /** Media types of a body that is read as it arrives, instead of `body`. */
  readonly upload?: readonly string[];
  /** Making the same thing again under the same `Idempotency-Key` gives what was made. */
  readonly takesIdempotencyKey?: true;
  /** What it is about has a version: answers say it as `ETag`; a write takes it as `If-Match`. */
  readonly hasVersion?: true;
  /** Its 200 is a stream of server-sent events, whose data have the answer's schema. */
  readonly eventStream?: true;
  /** Its 200 is given as CSV too, where the query says `format=csv`. */
  readonly csv?: true;
  /** A request that works, and its answer: shown in the OpenAPI document, and executed by a test. */
  readonly example?: RouteExample;
  /** Status → the answer's schema, `null` where it has no body; errors have their path's shape. */
  readonly answers: Readonly<Record<number, z.ZodType | null>>;
}
