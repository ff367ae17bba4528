import { parseInput, ToggleFlagRequest } from '@halyard/contracts';
import { present } from '@halyard/database';
import * as domain from '@halyard/domain';
import { toFlagDetails } from '@halyard/domain/read';
import type { MemberHandler } from '@halyard/http';

import { answerVersioned } from '../../answer-versioned.ts';
import type { MemberDeps } from '../../member-deps.ts';
import { flagToWrite } from './flag-to-write.ts';

export const toggleFlag =
  ({ ctxFor }: Pick<MemberDeps, 'ctxFor'>): MemberHandler =>
  async (request) => {
    const given = parseInput(ToggleFlagRequest, request.body);
    const { environment, enabled, reason } = given;
    const ctx = ctxFor(request);
    const flag = await domain.toggleFlag(ctx, {
      ...(await flagToWrite(ctx, request, given)),
      environment,
      enabled,
      ...present('reason', reason),
    });
    return answerVersioned(toFlagDetails(flag));
  };
