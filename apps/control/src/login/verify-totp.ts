import { parseInput, VerifyTotpRequest } from '@halyard/contracts';
import { openSession, useRecoveryCode, useTotpCode } from '@halyard/domain/accounts';
import type { RouteHandler } from '@halyard/http';

import type { ControlDeps } from '../control-deps.ts';
import { asOfNow } from './as-of-now.ts';
import { checkCode } from './check-code.ts';
import { readTicket } from './tickets.ts';

export const verifyTotp =
  (deps: ControlDeps): RouteHandler<unknown> =>
  async (request) => {
    const given = parseInput(VerifyTotpRequest, request.body);
    const ctx = deps.ctxFor(request);
    const received = asOfNow(ctx);
    const user = await readTicket(deps, request, given.login_token, 'login');
    await checkCode(deps, request, user, async () => {
      const isRight =
        given.code === undefined
          ? await useRecoveryCode(ctx, user.id, given.recovery_code!)
          : await useTotpCode(received, user.id, given.code);
      return isRight ? true : undefined;
    });
    return deps.answerLoggedIn(await openSession(ctx, user.id));
  };
