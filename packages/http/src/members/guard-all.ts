import { can, type Action, type Member } from '@halyard/auth';
import { AppError, roleForbids, type Route } from '@halyard/contracts';

import type { RouteHandlers } from '../routing/route-handler.ts';
import { forMember, type MaybeMember, type MemberHandler } from './member-handler.ts';

const scoped = '/api/organizations/:org_id';

/** Handlers of routes that access tokens open, each behind what its route says of scope and role. */
export function guardAll<R extends Route>(
  routes: readonly R[],
  handlers: RouteHandlers<R, Member>,
): RouteHandlers<R, MaybeMember> {
  const byName: Readonly<Record<string, MemberHandler>> = handlers;
  const guarded = routes.map((route) => {
    const name = `${route.method} ${route.path}`;
    return [name, forMember(guard(route, byName[name]!))] as const;
  });
  return Object.fromEntries(guarded) as RouteHandlers<R, MaybeMember>;
}

/**
 * Lets in members of the organization in the path, or of any where it names none, whose role may do
 * what the route is for. Another organization is not found whatever the role, so that nobody learns
 * which there are.
 */
function guard({ path, can: action }: Route, handle: MemberHandler): MemberHandler {
  const isScoped = path.startsWith(scoped);
  return (request) => {
    const { caller, params } = request;
    if (isScoped && params[0] !== caller.organizationId) {
      throw new AppError('not_found', 'There is no such organization.');
    }
    if (action !== 'own' && !can(caller, action as Action, caller.organizationId)) {
      throw roleForbids();
    }
    return handle(request);
  };
}
