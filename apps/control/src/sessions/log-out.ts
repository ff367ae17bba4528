import { revokeSession } from '@halyard/domain/accounts';
import type { RouteHandler } from '@halyard/http';

import { forgetRefreshToken } from '../access/refresh-cookie.ts';
import type { ControlDeps } from '../control-deps.ts';
import { findCurrentSession } from './current-session.ts';

export const logOut =
  (deps: ControlDeps): RouteHandler<unknown> =>
  async (request) => {
    deps.checkOrigin(request.req);
    const session = findCurrentSession(deps, request);
    if (session) await revokeSession(deps.ctxFor(request), { sessionId: session.sessionId });
    return { status: 204, headers: { 'set-cookie': forgetRefreshToken() } };
  };
