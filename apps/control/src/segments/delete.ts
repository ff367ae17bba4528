import { ExpectedVersionQuery } from '@halyard/contracts';
import * as domain from '@halyard/domain';
import { noContent, parseQuery, type MemberHandler } from '@halyard/http';

import type { MemberDeps } from '../member-deps.ts';
import { namedSegment, referenceTo } from './named-segment.ts';

export const deleteSegment =
  ({ ctxFor }: Pick<MemberDeps, 'ctxFor'>): MemberHandler =>
  async (request) => {
    const { expected_version } = parseQuery(ExpectedVersionQuery, request.req);
    const ctx = ctxFor(request);
    const segment = await namedSegment(ctx, request);
    await domain.deleteSegment(ctx, referenceTo(segment, request, expected_version));
    return noContent;
  };
