import { toFlagDetails } from '@halyard/domain/read';
import type { MemberHandler } from '@halyard/http';

import type { MemberDeps } from '../../member-deps.ts';
import { answerFlag } from '../answer-flag.ts';
import { namedFlag } from '../named-flag.ts';

export const getFlag =
  ({ ctxFor }: Pick<MemberDeps, 'ctxFor'>): MemberHandler =>
  async (request) =>
    answerFlag(toFlagDetails(await namedFlag(ctxFor(request), request)));
