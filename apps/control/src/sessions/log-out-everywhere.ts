import { revokeSessions } from '@halyard/domain/accounts';
import { forMember } from '@halyard/http';

import { forgetRefreshToken } from '../access/refresh-cookie.ts';
import type { ControlDeps } from '../control-deps.ts';

export const logOutEverywhere = (deps: ControlDeps) =>
  forMember(async (request) => {
    await revokeSessions(deps.ctxFor(request), request.caller.userId);
    return { status: 204, headers: { 'set-cookie': forgetRefreshToken() } };
  });
