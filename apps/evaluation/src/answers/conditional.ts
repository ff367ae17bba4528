import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

import type { RouteAnswer } from '@halyard/http';
import fresh from 'fresh';

/** JSON with the name by which a client asks whether it still has it. */
export interface Tagged {
  readonly json: string;
  readonly etag: string;
}

const cacheHeaders = {
  'cache-control': 'private, no-cache',
  vary: 'Authorization, X-SDK-Key, X-API-Key',
} as const;

export const etagOf = (text: string): string => `"${hash('sha256', text, 'base64url')}"`;

/** Answers 304 to who has it already. */
export function conditional(req: IncomingMessage, { json, etag }: Tagged): RouteAnswer {
  const headers = { etag, ...cacheHeaders };
  // Not its `cache-control`: every fetch that says `if-none-match` also sends `no-cache`, for caches.
  const { 'if-none-match': known } = req.headers;
  return fresh({ 'if-none-match': known }, { etag })
    ? { status: 304, headers }
    : { status: 200, json, headers };
}
