import { parseInput, PatchFlagRequest, ReplaceFlagRequest } from '@halyard/contracts';
import { present } from '@halyard/database';
import * as domain from '@halyard/domain';
import { toFlagDetails } from '@halyard/domain/read';
import type { MemberHandler } from '@halyard/http';

import { answerVersioned } from '../../answer-versioned.ts';
import type { MemberDeps } from '../../member-deps.ts';
import { flagToWrite } from './flag-to-write.ts';

const requests = { patch: PatchFlagRequest, replace: ReplaceFlagRequest };

/** `PUT` replaces what is said of a flag, `PATCH` merges. */
export const updateFlag =
  (how: 'patch' | 'replace', { ctxFor }: Pick<MemberDeps, 'ctxFor'>): MemberHandler =>
  async (request) => {
    const { expected_version, reason, confirm, ...fields } = parseInput(
      requests[how],
      request.body,
    );
    const ctx = ctxFor(request);
    const flag = await domain.updateFlag(ctx, {
      ...(await flagToWrite(ctx, request, { expected_version })),
      change: how === 'patch' ? { patch: fields } : { replace: fields },
      ...present('reason', reason),
      ...present('confirm', confirm),
    });
    return answerVersioned(toFlagDetails(flag));
  };
