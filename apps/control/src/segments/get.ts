import type { MemberHandler } from '@halyard/http';

import { answerVersioned } from '../answer-versioned.ts';
import type { MemberDeps } from '../member-deps.ts';
import { namedSegment } from './named-segment.ts';

export const getSegment =
  ({ ctxFor }: Pick<MemberDeps, 'ctxFor'>): MemberHandler =>
  async (request) =>
    answerVersioned(await namedSegment(ctxFor(request), request));
