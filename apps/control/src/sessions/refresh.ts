import { refreshSession } from '@halyard/domain/accounts';
import type { RouteHandler } from '@halyard/http';

import type { ControlDeps } from '../control-deps.ts';
import { getCurrentSessionOrThrow } from './current-session.ts';

export const refresh =
  (deps: ControlDeps): RouteHandler<unknown> =>
  async (request) => {
    const session = getCurrentSessionOrThrow(deps, request);
    return deps.answerLoggedIn(await refreshSession(deps.ctxFor(request), session));
  };
