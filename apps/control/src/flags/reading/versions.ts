import { GetFlagVersionQuery, ListFlagVersionsQuery, VersionText } from '@halyard/contracts';
import * as read from '@halyard/domain/read';
import { ok, parseQuery, type MemberHandler } from '@halyard/http';

import type { MemberDeps } from '../../member-deps.ts';
import { namedFlag } from '../named-flag.ts';

type Deps = Pick<MemberDeps, 'ctxFor'>;

export const listFlagVersions =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    const { limit, cursor, ...which } = parseQuery(ListFlagVersionsQuery, request.req);
    const ctx = ctxFor(request);
    const { organization_id: organizationId, id: flagId } = await namedFlag(ctx, request, which);
    const flag = { organizationId, flagId };
    return ok(await read.listFlagVersions(ctx.database, flag, { limit, cursor }));
  };

export const getFlagVersion =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    const { compare_to: compareTo, ...which } = parseQuery(GetFlagVersionQuery, request.req);
    // No flag has a version 0: what is no version at all is not found as one that there is not.
    const version = VersionText.safeParse(request.params[1]).data ?? 0;
    const ctx = ctxFor(request);
    const { organization_id: organizationId, id: flagId } = await namedFlag(ctx, request, which);
    const wanted = { organizationId, flagId, version, compareTo };
    return ok(await read.readFlagVersion(ctx.database, wanted));
  };
