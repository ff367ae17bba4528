import { CreateSegmentRequest, parseInput } from '@halyard/contracts';
import * as domain from '@halyard/domain';
import { toSegmentDetails } from '@halyard/domain/read';
import type { MemberHandler } from '@halyard/http';

import { answerVersioned } from '../answer-versioned.ts';
import { idempotencyOf } from '../idempotency-of.ts';
import type { MemberDeps } from '../member-deps.ts';

export const createSegment =
  ({ ctxFor }: Pick<MemberDeps, 'ctxFor'>): MemberHandler =>
  async (request) => {
    const {
      key,
      included = [],
      excluded = [],
      ...fields
    } = parseInput(CreateSegmentRequest, request.body);
    const segment = await domain.createSegment(ctxFor(request), {
      organizationId: request.caller.organizationId,
      key,
      fields,
      included,
      excluded,
      ...idempotencyOf(request),
    });
    const counts = { included: new Set(included).size, excluded: new Set(excluded).size };
    return answerVersioned(toSegmentDetails(segment, counts), 201);
  };
