import { parseInput, SwitchOrganizationRequest } from '@halyard/contracts';
import { switchOrganization as switchTo } from '@halyard/domain/accounts';
import type { RouteHandler } from '@halyard/http';

import type { ControlDeps } from '../control-deps.ts';
import { getCurrentSessionOrThrow } from './current-session.ts';

export const switchOrganization =
  (deps: ControlDeps): RouteHandler<unknown> =>
  async (request) => {
    const given = parseInput(SwitchOrganizationRequest, request.body);
    const { sessionId } = getCurrentSessionOrThrow(deps, request);
    const organizationId = given.organization_id;
    return deps.answerLoggedIn(await switchTo(deps.ctxFor(request), { sessionId, organizationId }));
  };
