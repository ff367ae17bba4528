import { parseInput, RollBackFlagRequest } from '@halyard/contracts';
import { present } from '@halyard/database';
import * as domain from '@halyard/domain';
import { toFlagDetails } from '@halyard/domain/read';
import type { MemberHandler } from '@halyard/http';

import { answerVersioned } from '../../answer-versioned.ts';
import type { MemberDeps } from '../../member-deps.ts';
import { flagToWrite } from './flag-to-write.ts';

export const rollBackFlag =
  ({ ctxFor }: Pick<MemberDeps, 'ctxFor'>): MemberHandler =>
  async (request) => {
    const given = parseInput(RollBackFlagRequest, request.body);
    const { version, confirm, reason } = given;
    const ctx = ctxFor(request);
    const flag = await domain.rollBackFlag(ctx, {
      ...(await flagToWrite(ctx, request, given)),
      version,
      ...present('confirm', confirm),
      ...present('reason', reason),
    });
    return answerVersioned(toFlagDetails(flag));
  };
