import type { IncomingMessage } from 'node:http';

import type { Route } from '@halyard/contracts';

const anyOrigin = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'etag, retry-after, ratelimit-limit, ratelimit-remaining, ratelimit-reset',
} as const;

const none = {};

/** What every answer of a route says to browsers, errors included. */
export const crossOriginHeaders = ({
  origins,
}: Pick<Route, 'origins'>): Readonly<Record<string, string>> =>
  origins === 'any' ? anyOrigin : none;

const inTurn = {
  toPages: Object.entries(anyOrigin).flat(),
  toOthers: ['access-control-allow-origin', '*'],
  toNobody: [],
};

/**
 * {@link crossOriginHeaders} as names and values in turn. Who asks from no page is spared the long
 * one, which takes as long to send as all others together.
 */
export function crossOriginList(
  { origins }: Route,
  { headers }: IncomingMessage,
): readonly string[] {
  if (origins !== 'any') return inTurn.toNobody;
  return headers.origin === undefined ? inTurn.toOthers : inTurn.toPages;
}

/** What a browser that asks beforehand is told of an address whose routes these are. */
export const preflightHeaders = (
  routes: readonly Pick<Route, 'origins'>[],
  allow: string,
): Readonly<Record<string, string>> => {
  if (!routes.some(({ origins }) => origins === 'any')) return none;
  return {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': allow,
    'access-control-allow-headers':
      'authorization, content-type, x-sdk-key, x-api-key, x-releaseanchor-sdk, last-event-id, if-none-match, cache-control',
    'access-control-max-age': '3600',
  };
};
