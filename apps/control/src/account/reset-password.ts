import { parseInput, ResetPasswordRequest } from '@halyard/contracts';
import { resetPassword as reset } from '@halyard/domain/accounts';
import type { RouteHandler } from '@halyard/http';

import type { ControlDeps } from '../control-deps.ts';

export const resetPassword =
  ({ ctxFor, mail }: ControlDeps): RouteHandler<unknown> =>
  async (request) => {
    const { token, new_password: newPassword } = parseInput(ResetPasswordRequest, request.body);
    const { email } = await reset(ctxFor(request), { token, newPassword });
    mail.passwordChanged({ to: email });
    return { status: 204 };
  };
