import type { Member } from '@halyard/auth';

import type { RouteHandler, RouteRequest } from '../routing/route-handler.ts';

/** Who asks: a member by their access token, or somebody who is not logged in. */
export type MaybeMember = Member | { readonly kind: 'nobody' };

/** A request of somebody who is logged in. */
export type MemberRequest = RouteRequest<Member>;

export type MemberHandler = RouteHandler<Member>;

/** A handler of a route that only access tokens open. */
export const forMember =
  (handle: MemberHandler): RouteHandler<MaybeMember> =>
  (request) => {
    const { caller } = request;
    if (caller.kind !== 'member') throw new TypeError('A route of members is open to everybody.');
    return handle({ ...request, caller });
  };
