import type { MemberDeps } from '../member-deps.ts';
import { createSegment } from './create.ts';
import { deleteSegment } from './delete.ts';
import { getSegment } from './get.ts';
import { listSegments } from './list.ts';
import { changeMembers } from './members/change.ts';
import { listMembers } from './members/list.ts';
import { uploadMembers } from './members/uploads/upload-members.ts';
import { updateSegment } from './update.ts';
import { getSegmentUsage } from './usage.ts';

/** The handlers of segments' routes. */
export const createSegmentHandlers = (deps: MemberDeps) => ({
  'POST /api/segments': createSegment(deps),
  'GET /api/segments': listSegments(deps),
  'GET /api/segments/:segment_id': getSegment(deps),
  'PUT /api/segments/:segment_id': updateSegment('replace', deps),
  'PATCH /api/segments/:segment_id': updateSegment('patch', deps),
  'DELETE /api/segments/:segment_id': deleteSegment(deps),
  'GET /api/segments/:segment_id/usage': getSegmentUsage(deps),
  'GET /api/segments/:segment_id/members': listMembers(deps),
  'PATCH /api/segments/:segment_id/members': changeMembers(deps),
  'PUT /api/segments/:segment_id/members/included': uploadMembers('replace', 'included', deps),
  'POST /api/segments/:segment_id/members/included': uploadMembers('add', 'included', deps),
  'PUT /api/segments/:segment_id/members/excluded': uploadMembers('replace', 'excluded', deps),
  'POST /api/segments/:segment_id/members/excluded': uploadMembers('add', 'excluded', deps),
});
