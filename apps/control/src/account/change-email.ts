import { ChangeEmailRequest, parseInput } from '@halyard/contracts';
import { requestEmailChange } from '@halyard/domain/accounts';
import { forMember } from '@halyard/http';

import type { ControlDeps } from '../control-deps.ts';
import { checkOwnPassword } from './check-own-password.ts';

export const changeEmail = (deps: ControlDeps) =>
  forMember(async (request) => {
    const { password, new_email: newEmail } = parseInput(ChangeEmailRequest, request.body);
    const { userId } = request.caller;
    const link = await checkOwnPassword(deps, request, () =>
      requestEmailChange(deps.ctxFor(request), { userId, password, newEmail }),
    );
    deps.mail.emailChange({ to: newEmail, ...link });
    return { status: 202 };
  });
