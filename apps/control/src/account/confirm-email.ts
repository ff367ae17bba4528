import { ConfirmEmailRequest, parseInput } from '@halyard/contracts';
import { confirmEmailChange } from '@halyard/domain/accounts';
import type { RouteHandler } from '@halyard/http';

import type { ControlDeps } from '../control-deps.ts';

export const confirmEmail =
  ({ ctxFor, mail }: ControlDeps): RouteHandler<unknown> =>
  async (request) => {
    const given = parseInput(ConfirmEmailRequest, request.body);
    const { before, after } = await confirmEmailChange(ctxFor(request), given);
    mail.emailChanged({ to: before, newEmail: after });
    return { status: 204 };
  };
