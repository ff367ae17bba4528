import { toFlagDetails } from '@halyard/domain/read';
import type { MemberHandler } from '@halyard/http';

import { answerVersioned } from '../../answer-versioned.ts';
import type { MemberDeps } from '../../member-deps.ts';
import { namedFlag } from '../named-flag.ts';

export const getFlag =
  ({ ctxFor }: Pick<MemberDeps, 'ctxFor'>): MemberHandler =>
  async (request) =>
    answerVersioned(toFlagDetails(await namedFlag(ctxFor(request), request)));
