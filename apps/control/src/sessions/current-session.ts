import { AppError } from '@halyard/contracts';
import type { RefreshedSession } from '@halyard/domain/accounts';
import type { RouteRequest } from '@halyard/http';

import { readRefreshToken } from '../access/refresh-cookie.ts';
import type { ControlDeps } from '../control-deps.ts';

/** The session that a request's cookie says, as far as the cookie is ours. */
export function findCurrentSession(
  { refreshTokens }: Pick<ControlDeps, 'refreshTokens'>,
  { req }: Pick<RouteRequest<unknown>, 'req'>,
): RefreshedSession | undefined {
  const token = readRefreshToken(req);
  return token === undefined ? undefined : refreshTokens.read(token);
}

/** Of a request that only a cookie opens, sent by no page but ours. */
export function getCurrentSessionOrThrow(
  deps: Pick<ControlDeps, 'refreshTokens' | 'checkOrigin'>,
  request: Pick<RouteRequest<unknown>, 'req'>,
): RefreshedSession {
  deps.checkOrigin(request.req);
  const session = findCurrentSession(deps, request);
  if (!session) throw new AppError('unauthorized', 'You are not logged in.');
  return session;
}
