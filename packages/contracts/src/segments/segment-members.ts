import { z } from 'zod';

import { pageLimit } from '../inputs/page-limit.ts';
import { refuseUnstorable } from '../inputs/storable.ts';
import { VersionNumber } from '../inputs/version-number.ts';
import { SegmentMemberChanges } from './segment-member-changes.ts';

/** Whom of a segment's lists to give, and from where on. */
export const SegmentMembersQuery = z.strictObject({
  list: z.enum(['included', 'excluded'], 'included or excluded').default('included'),
  search: z
    .string()
    .max(512, 'at most 512 characters')
    .superRefine(refuseUnstorable)
    .default('')
    .meta({ description: 'What the identifiers start with.' }),
  cursor: z.string().optional().meta({ description: '`next_cursor` of the page before.' }),
  limit: pageLimit(50, 1_000),
  format: z
    .enum(['json', 'csv'], 'json or csv')
    .default('json')
    .meta({ description: '`csv` gives all of them at once.' }),
});
export type SegmentMembersQuery = z.infer<typeof SegmentMembersQuery>;

export const SegmentMembers = z.strictObject({
  members: z.array(z.string()),
  /** Of all pages. */
  total: z.int(),
  /** Absent from the last page. */
  next_cursor: z.string().optional(),
});
export type SegmentMembers = z.infer<typeof SegmentMembers>;

/** Whom to add to a segment's lists and whom to take from them. */
export const ChangeSegmentMembersRequest = SegmentMemberChanges.safeExtend({
  expected_version: VersionNumber.optional(),
});

const ChangedList = z.strictObject({
  added: z.int(),
  removed: z.int(),
  /** How many it has now. */
  total: z.int(),
});

/** How many identifiers a segment's lists really gained and lost. */
export const ChangedSegmentMembers = z.strictObject({
  /** The segment's, afterwards. */
  version: z.int(),
  included: ChangedList,
  excluded: ChangedList,
});
export type ChangedSegmentMembers = z.infer<typeof ChangedSegmentMembers>;
