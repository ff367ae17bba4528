import { can, type Action } from '@halyard/auth';
import { AppError, type Route } from '@halyard/contracts';

import type { MemberHandler } from './organization-deps.ts';

const scoped = '/api/organizations/:org_id';

/**
 * Lets in members of the organization in the path whose role may do what the route is for. Another
 * organization is not found whatever the role, so that nobody learns which there are.
 */
export function guard({ path, can: action }: Route, handle: MemberHandler): MemberHandler {
  const isScoped = path.startsWith(scoped);
  return (request) => {
    const { caller, params } = request;
    if (isScoped && params[0] !== caller.organizationId) {
      throw new AppError('not_found', 'There is no such organization.');
    }
    if (action !== 'own' && !can(caller, action as Action, caller.organizationId)) {
      throw new AppError('forbidden', 'Your role does not allow this.');
    }
    return handle(request);
  };
}
