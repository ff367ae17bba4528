import type { FlagReferenceQuery } from '@halyard/contracts';
import { present } from '@halyard/database';
import type { Context } from '@halyard/domain';
import { readExpectedVersion, type MemberRequest } from '@halyard/http';

import { namedFlag } from '../named-flag.ts';

interface Written {
  expected_version?: number | undefined;
}

/**
 * What a verb is to write: the flag that the path names, in the version that the request expects. The
 * query is given where it was parsed already.
 */
export async function flagToWrite(
  ctx: Context,
  request: MemberRequest,
  { expected_version: expected }: Written,
  query?: FlagReferenceQuery,
) {
  const expectedVersion = readExpectedVersion(request.req, expected);
  const { organization_id: organizationId, id: flagId } = await namedFlag(ctx, request, query);
  return { organizationId, flagId, ...present('expectedVersion', expectedVersion) };
}
