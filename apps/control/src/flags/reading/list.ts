import { ListFlagsQuery, parseInput } from '@halyard/contracts';
import * as read from '@halyard/domain/read';
import { ok, queryOf, type MemberHandler } from '@halyard/http';

import type { MemberDeps } from '../../member-deps.ts';

export const listFlags =
  ({ ctxFor }: Pick<MemberDeps, 'ctxFor'>): MemberHandler =>
  async (request) => {
    const given = queryOf(request.req);
    const tag = given.getAll('tag');
    const query = parseInput(ListFlagsQuery, { ...Object.fromEntries(given), tag });
    return ok(await read.listFlags(ctxFor(request).database, request.caller.organizationId, query));
  };
