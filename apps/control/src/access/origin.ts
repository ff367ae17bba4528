import type { IncomingMessage } from 'node:http';

import { AppError } from '@halyard/contracts';

/**
 * Refuses what a page of another origin has a browser send with our cookie. Programs send no origin,
 * and no cookie that they were not given.
 */
export function createOriginCheck(allowedOrigins: readonly string[]) {
  return ({ headers }: IncomingMessage): void => {
    const { origin, host } = headers;
    const site = headers['sec-fetch-site'];
    const isOurs =
      origin === undefined
        ? site === undefined || site === 'same-origin' || site === 'none'
        : allowedOrigins.includes(origin) || hostOf(origin) === host;
    if (!isOurs) throw new AppError('forbidden', 'Pages of other origins may not ask for this.');
  };
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}
