import { z } from 'zod';

import { refuseUnstorable } from './storable.ts';
import { longText, text } from './text.ts';

/** What people say of a segment, but for its listed members. Rules are checked by the engine. */
export const SegmentFields = z
  .strictObject({
    name: text(200),
    description: longText(5_000).optional(),
    rules: z.record(z.string(), z.unknown(), 'a condition').optional(),
  })
  .superRefine(refuseUnstorable);
export type SegmentFields = z.infer<typeof SegmentFields>;
