import type { Member } from '@halyard/auth';
import type { RouteHandler, RouteRequest } from '@halyard/http';

/** Who asks: a member by their access token, or somebody who is not logged in. */
export type ControlCaller = Member | { readonly kind: 'nobody' };

export const nobody: ControlCaller = { kind: 'nobody' };

/** A request of somebody who is logged in. */
export type MemberRequest = RouteRequest<Member>;

/** A handler of a route that only access tokens open. */
export const forMember =
  (
    handle: (request: MemberRequest) => ReturnType<RouteHandler<Member>>,
  ): RouteHandler<ControlCaller> =>
  (request) => {
    const { caller } = request;
    if (caller.kind !== 'member') throw new TypeError('A route of members is open to everybody.');
    return handle({ ...request, caller });
  };
