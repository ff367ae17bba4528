import { ChangeSegmentMembersRequest, parseInput } from '@halyard/contracts';
import { changeSegmentMembers } from '@halyard/domain';
import type { MemberHandler } from '@halyard/http';

import { answerVersioned } from '../../answer-versioned.ts';
import type { MemberDeps } from '../../member-deps.ts';
import { namedSegment, referenceTo } from '../named-segment.ts';

export const changeMembers =
  ({ ctxFor }: Pick<MemberDeps, 'ctxFor'>): MemberHandler =>
  async (request) => {
    const body = parseInput(ChangeSegmentMembersRequest, request.body);
    const { included, excluded, expected_version } = body;
    const ctx = ctxFor(request);
    const reference = referenceTo(await namedSegment(ctx, request), request, expected_version);
    return answerVersioned(await changeSegmentMembers(ctx, { ...reference, included, excluded }));
  };
