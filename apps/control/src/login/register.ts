import { parseInput, RegisterRequest } from '@halyard/contracts';
import { registerUser } from '@halyard/domain/accounts';
import type { RouteHandler } from '@halyard/http';

import type { ControlDeps } from '../control-deps.ts';
import { answerTicket } from './tickets.ts';

export const register =
  (deps: ControlDeps): RouteHandler<unknown> =>
  async (request) => {
    const input = parseInput(RegisterRequest, request.body);
    const { allowsSignup } = deps;
    return answerTicket(
      deps,
      await registerUser(deps.ctxFor(request), { ...input, allowsSignup }),
      201,
    );
  };
