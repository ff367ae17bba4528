import type { z } from 'zod';

/** The services a route can belong to. */
export type Service = 'evaluation' | 'control';

/**
 * What opens a route: an API key or a member's access token, a server key alone, an access token
 * alone, or nothing, with the reason why.
 */
export type RouteAccess = 'key_or_token' | 'server_key' | 'token' | { readonly public: string };

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
  /** Status → the answer's schema, `null` where it has no body; errors have their path's shape. */
  readonly answers: Readonly<Record<number, z.ZodType | null>>;
}
