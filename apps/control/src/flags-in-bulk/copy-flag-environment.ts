import { CopyFlagEnvironmentRequest, parseInput } from '@halyard/contracts';
import { present } from '@halyard/database';
import * as domain from '@halyard/domain';
import { toFlagDetails } from '@halyard/domain/read';
import type { MemberHandler } from '@halyard/http';

import { answerVersioned } from '../answer-versioned.ts';
import { flagToWrite } from '../flags/writing/flag-to-write.ts';
import type { MemberDeps } from '../member-deps.ts';

export const copyFlagEnvironment =
  ({ ctxFor }: Pick<MemberDeps, 'ctxFor'>): MemberHandler =>
  async (request) => {
    const given = parseInput(CopyFlagEnvironmentRequest, request.body);
    const { from, copy_enabled: copiesSwitch, confirm, reason } = given;
    const ctx = ctxFor(request);
    const flag = await domain.copyEnvironment(ctx, {
      ...(await flagToWrite(ctx, request, given)),
      from,
      to: request.params[1]!,
      copiesSwitch,
      confirm,
      ...present('reason', reason),
    });
    return answerVersioned(toFlagDetails(flag));
  };
