import type { SegmentDetails } from '@halyard/contracts';
import { present } from '@halyard/database';
import type { Context } from '@halyard/domain';
import { findSegment } from '@halyard/domain/read';
import { readExpectedVersion, type MemberRequest } from '@halyard/http';

/** The segment that the path names, by id or key. */
export const namedSegment = (
  { database }: Context,
  { caller, params }: MemberRequest,
): Promise<SegmentDetails> =>
  findSegment(database, { organizationId: caller.organizationId, name: params[0]! });

/** What a write of a segment names: the segment, and the version it is for where the request says one. */
export function referenceTo(segment: SegmentDetails, { req }: MemberRequest, given?: number) {
  const expectedVersion = readExpectedVersion(req, given);
  return {
    organizationId: segment.organization_id,
    segmentId: segment.id,
    ...present('expectedVersion', expectedVersion),
  };
}
