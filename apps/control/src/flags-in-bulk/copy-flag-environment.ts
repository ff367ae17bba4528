import { CopyFlagEnvironmentRequest, parseInput } from '@halyard/contracts';
import * as domain from '@halyard/domain';
import { toFlagDetails } from '@halyard/domain/read';
import { readExpectedVersion, type MemberHandler } from '@halyard/http';

import { answerFlag } from '../flags/answer-flag.ts';
import { namedFlag } from '../flags/named-flag.ts';
import type { MemberDeps } from '../member-deps.ts';

export const copyFlagEnvironment =
  ({ ctxFor }: Pick<MemberDeps, 'ctxFor'>): MemberHandler =>
  async (request) => {
    const ctx = ctxFor(request);
    const { from, copy_enabled, confirm, expected_version, reason } = parseInput(
      CopyFlagEnvironmentRequest,
      request.body,
    );
    const expectedVersion = readExpectedVersion(request.req, expected_version);
    const { organization_id: organizationId, id: flagId } = await namedFlag(ctx, request);
    const flag = await domain.copyEnvironment(ctx, {
      organizationId,
      flagId,
      from,
      to: request.params[1]!,
      copiesSwitch: copy_enabled,
      confirm,
      ...(expectedVersion !== undefined && { expectedVersion }),
      ...(reason !== undefined && { reason }),
    });
    return answerFlag(toFlagDetails(flag));
  };
