import { SegmentListQuery } from '@halyard/contracts';
import * as read from '@halyard/domain/read';
import { ok, parseQuery, type MemberHandler } from '@halyard/http';

import type { MemberDeps } from '../member-deps.ts';

export const listSegments =
  ({ ctxFor }: Pick<MemberDeps, 'ctxFor'>): MemberHandler =>
  async (request) => {
    const { database } = ctxFor(request);
    const query = parseQuery(SegmentListQuery, request.req);
    return ok(await read.listSegments(database, request.caller.organizationId, query));
  };
