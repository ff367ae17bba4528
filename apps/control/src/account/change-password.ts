import { ChangePasswordRequest, parseInput } from '@halyard/contracts';
import { changePassword as change } from '@halyard/domain/accounts';
import { forMember } from '@halyard/http';

import type { ControlDeps } from '../control-deps.ts';
import { findCurrentSession } from '../sessions/current-session.ts';
import { checkOwnPassword } from './check-own-password.ts';

export const changePassword = (deps: ControlDeps) =>
  forMember(async (request) => {
    const given = parseInput(ChangePasswordRequest, request.body);
    const { userId, email } = request.caller;
    await checkOwnPassword(deps, request, async () => {
      const isChanged = await change(deps.ctxFor(request), {
        userId,
        currentPassword: given.current_password,
        newPassword: given.new_password,
        sessionId: findCurrentSession(deps, request)?.sessionId,
      });
      return isChanged ? true : undefined;
    });
    deps.mail.passwordChanged({ to: email });
    return { status: 204 };
  });
