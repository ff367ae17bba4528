import type { IncomingMessage } from 'node:http';

import { parseCookie, stringifySetCookie } from 'cookie';

const name = 'halyard_refresh';

const attributes = { path: '/api/auth', httpOnly: true, secure: true, sameSite: 'strict' } as const;

/** The header that has a browser keep a refresh token, for as long as its session lasts unused. */
export const keepRefreshToken = (token: string, lifetimeMs: number): string =>
  stringifySetCookie({ name, value: token, maxAge: lifetimeMs / 1_000, ...attributes });

/** The header that has a browser forget it. */
export const forgetRefreshToken = (): string =>
  stringifySetCookie({ name, value: '', maxAge: 0, ...attributes });

export const readRefreshToken = ({ headers }: IncomingMessage): string | undefined =>
  parseCookie(headers.cookie ?? '')[name];
