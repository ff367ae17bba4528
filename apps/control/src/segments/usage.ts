import { readSegmentUsage } from '@halyard/domain/read';
import { ok, type MemberHandler } from '@halyard/http';

import type { MemberDeps } from '../member-deps.ts';
import { namedSegment } from './named-segment.ts';

export const getSegmentUsage =
  ({ ctxFor }: Pick<MemberDeps, 'ctxFor'>): MemberHandler =>
  async (request) => {
    const ctx = ctxFor(request);
    const { organization_id: organizationId, id, key } = await namedSegment(ctx, request);
    return ok(await readSegmentUsage(ctx.database, { organizationId, id, key }));
  };
