import { z } from 'zod';

import { pageLimit } from '../inputs/page-limit.ts';
import { refuseUnstorable } from '../inputs/storable.ts';
import { SegmentDetails } from './segment-details.ts';

const sorts = ['created_at', 'updated_at', 'key', 'name'] as const;

/** Which segments, in which order, and from where on. */
export const SegmentListQuery = z.strictObject({
  search: z
    .string()
    .max(200, 'at most 200 characters')
    .superRefine(refuseUnstorable)
    .optional()
    .meta({ description: 'Part of the key, the name or the description, in any case.' }),
  sort: z.enum(sorts, `one of ${sorts.join(', ')}`).default('created_at'),
  order: z.enum(['asc', 'desc'], 'asc or desc').default('desc'),
  cursor: z.string().optional().meta({ description: '`next_cursor` of the page before.' }),
  limit: pageLimit(50, 200),
});
export type SegmentListQuery = z.infer<typeof SegmentListQuery>;

export const SegmentList = z.strictObject({
  segments: z.array(SegmentDetails),
  /** Of all pages. */
  total: z.int(),
  /** Absent from the last page. */
  next_cursor: z.string().optional(),
});
export type SegmentList = z.infer<typeof SegmentList>;
