import { ConfirmTotpRequest, parseInput } from '@halyard/contracts';
import { confirmTotp as confirm, openSession } from '@halyard/domain/accounts';
import type { RouteHandler } from '@halyard/http';

import type { ControlDeps } from '../control-deps.ts';
import { checkCode } from './check-code.ts';
import { readTicket } from './tickets.ts';

export const confirmTotp =
  (deps: ControlDeps): RouteHandler<unknown> =>
  async (request) => {
    const { enrolment_token: token, code } = parseInput(ConfirmTotpRequest, request.body);
    const user = await readTicket(deps, request, token, 'enrolment');
    const ctx = deps.ctxFor(request);
    const codes = await checkCode(deps, request, user, () =>
      confirm(ctx, { userId: user.id, code }),
    );
    return deps.answerLoggedIn(await openSession(ctx, user.id), { recovery_codes: codes });
  };
