import { parseInput, UpdateSegmentRequest } from '@halyard/contracts';
import * as domain from '@halyard/domain';
import { toSegmentDetails } from '@halyard/domain/read';
import type { MemberHandler } from '@halyard/http';

import { answerVersioned } from '../answer-versioned.ts';
import type { MemberDeps } from '../member-deps.ts';
import { namedSegment, referenceTo } from './named-segment.ts';
import { writtenFields } from './written-fields.ts';

/** `PUT` replaces what is said of a segment, `PATCH` merges. */
export const updateSegment =
  (how: 'patch' | 'replace', { ctxFor }: Pick<MemberDeps, 'ctxFor'>): MemberHandler =>
  async (request) => {
    const { expected_version, ...given } = parseInput(UpdateSegmentRequest, request.body);
    const ctx = ctxFor(request);
    const before = await namedSegment(ctx, request);
    const fields = writtenFields(before, given);
    const segment = await domain.updateSegment(ctx, {
      ...referenceTo(before, request, expected_version),
      change: how === 'patch' ? { patch: fields } : { replace: fields },
    });
    const { included_count: included, excluded_count: excluded } = before;
    return answerVersioned(toSegmentDetails(segment, { included, excluded }));
  };
