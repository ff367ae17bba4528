import { CreateFlagRequest, parseInput } from '@halyard/contracts';
import * as domain from '@halyard/domain';
import { toFlagDetails } from '@halyard/domain/read';
import type { MemberHandler } from '@halyard/http';

import { answerVersioned } from '../../answer-versioned.ts';
import { idempotencyOf } from '../../idempotency-of.ts';
import type { MemberDeps } from '../../member-deps.ts';

export const createFlag =
  ({ ctxFor }: Pick<MemberDeps, 'ctxFor'>): MemberHandler =>
  async (request) => {
    const {
      key,
      scope: _scope,
      application_id,
      ...fields
    } = parseInput(CreateFlagRequest, request.body);
    const flag = await domain.createFlag(ctxFor(request), {
      organizationId: request.caller.organizationId,
      applicationId: application_id ?? null,
      key,
      fields,
      ...idempotencyOf(request),
    });
    return answerVersioned(toFlagDetails(flag), 201);
  };
