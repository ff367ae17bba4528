import { ArchiveFlagRequest, parseInput } from '@halyard/contracts';
import { present } from '@halyard/database';
import * as domain from '@halyard/domain';
import { toFlagDetails } from '@halyard/domain/read';
import type { MemberHandler } from '@halyard/http';

import { answerVersioned } from '../../answer-versioned.ts';
import type { MemberDeps } from '../../member-deps.ts';
import { flagToWrite } from './flag-to-write.ts';

type Deps = Pick<MemberDeps, 'ctxFor'>;

/** Archives a flag or restores it, by the verb that does so. */
const archiveOrRestore =
  (verb: typeof domain.archiveFlag) =>
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    const given = parseInput(ArchiveFlagRequest, request.body);
    const ctx = ctxFor(request);
    const reference = await flagToWrite(ctx, request, given);
    const flag = await verb(ctx, { ...reference, ...present('reason', given.reason) });
    return answerVersioned(toFlagDetails(flag));
  };

export const archiveFlag = archiveOrRestore(domain.archiveFlag);

export const restoreFlag = archiveOrRestore(domain.restoreFlag);
