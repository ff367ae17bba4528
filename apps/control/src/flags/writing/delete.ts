import { DeleteFlagQuery } from '@halyard/contracts';
import * as domain from '@halyard/domain';
import { noContent, parseQuery, type MemberHandler } from '@halyard/http';

import type { MemberDeps } from '../../member-deps.ts';
import { flagToWrite } from './flag-to-write.ts';

export const deleteFlag =
  ({ ctxFor }: Pick<MemberDeps, 'ctxFor'>): MemberHandler =>
  async (request) => {
    const { expected_version, ...which } = parseQuery(DeleteFlagQuery, request.req);
    const ctx = ctxFor(request);
    await domain.deleteFlag(ctx, await flagToWrite(ctx, request, { expected_version }, which));
    return noContent;
  };
