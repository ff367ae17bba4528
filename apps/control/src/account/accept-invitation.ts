import { AcceptInvitationRequest, parseInput, type Joined } from '@halyard/contracts';
import { acceptInvitation as accept } from '@halyard/domain/accounts';
import type { RouteHandler } from '@halyard/http';

import type { ControlDeps } from '../control-deps.ts';
import { answerTicket } from '../login/tickets.ts';

export const acceptInvitation =
  (deps: ControlDeps): RouteHandler<unknown> =>
  async (request) => {
    const input = parseInput(AcceptInvitationRequest, request.body);
    const { user, isNew, organization } = await accept(deps.ctxFor(request), input);
    if (isNew) return answerTicket(deps, user, 201);
    return JSON.stringify({ status: 'joined', organization } satisfies Joined);
  };
