import { ChangeRoleRequest, parseInput } from '@halyard/contracts';
import * as domain from '@halyard/domain';
import * as read from '@halyard/domain/read';
import { noContent, ok, type MemberHandler } from '@halyard/http';

import type { MemberDeps } from '../member-deps.ts';
import { memberOf, organizationOf } from './path-parameters.ts';

type Deps = Pick<MemberDeps, 'ctxFor'>;

export const listMembers =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) =>
    ok(await read.listMembers(ctxFor(request).database, organizationOf(request).organizationId));

export const patchMember =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    const ctx = ctxFor(request);
    const member = memberOf(request);
    const { role } = parseInput(ChangeRoleRequest, request.body);
    await domain.changeMemberRole(ctx, { ...member, role });
    return ok(await read.readMember(ctx.database, member));
  };

export const removeMember =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    await domain.removeMember(ctxFor(request), memberOf(request));
    return noContent;
  };
