import { parseInput, PatchFlagRequest, ReplaceFlagRequest } from '@halyard/contracts';
import { present } from '@halyard/database';
import { updateFlag } from '@halyard/domain';
import { toFlagDetails } from '@halyard/domain/read';
import type { MemberHandler } from '@halyard/http';

import type { MemberDeps } from '../../member-deps.ts';
import { answerFlag } from '../answer-flag.ts';
import { flagToWrite } from './flag-to-write.ts';

type Deps = Pick<MemberDeps, 'ctxFor'>;

export const replaceFlag =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    const { expected_version, reason, confirm, ...replace } = parseInput(
      ReplaceFlagRequest,
      request.body,
    );
    const ctx = ctxFor(request);
    const flag = await updateFlag(ctx, {
      ...(await flagToWrite(ctx, request, { expected_version })),
      change: { replace },
      ...present('reason', reason),
      ...present('confirm', confirm),
    });
    return answerFlag(toFlagDetails(flag));
  };

export const patchFlag =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    const { expected_version, reason, confirm, ...patch } = parseInput(
      PatchFlagRequest,
      request.body,
    );
    const ctx = ctxFor(request);
    const flag = await updateFlag(ctx, {
      ...(await flagToWrite(ctx, request, { expected_version })),
      change: { patch },
      ...present('reason', reason),
      ...present('confirm', confirm),
    });
    return answerFlag(toFlagDetails(flag));
  };
