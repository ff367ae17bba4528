import { listSessions } from '@halyard/domain/accounts';
import { forMember } from '@halyard/http';

import type { ControlDeps } from '../control-deps.ts';
import { findCurrentSession } from './current-session.ts';

export const list = (deps: ControlDeps) =>
  forMember(async (request) => {
    const { userId } = request.caller;
    const currentId = findCurrentSession(deps, request)?.sessionId;
    return JSON.stringify(await listSessions(deps.ctxFor(request), { userId, currentId }));
  });
