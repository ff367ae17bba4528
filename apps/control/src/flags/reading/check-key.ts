import { CheckFlagKeyQuery } from '@halyard/contracts';
import * as read from '@halyard/domain/read';
import { ok, parseQuery, type MemberHandler } from '@halyard/http';

import type { MemberDeps } from '../../member-deps.ts';

export const checkFlagKey =
  ({ ctxFor }: Pick<MemberDeps, 'ctxFor'>): MemberHandler =>
  async (request) => {
    const query = parseQuery(CheckFlagKeyQuery, request.req);
    const { database } = ctxFor(request);
    return ok(await read.checkFlagKey(database, request.caller.organizationId, query));
  };
