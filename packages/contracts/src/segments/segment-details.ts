import { z } from 'zod';

/** A segment in full, but for its listed members, of whom it says how many there are. */
export const SegmentDetails = z.strictObject({
  id: z.uuid(),
  key: z.string(),
  name: z.string(),
  description: z.string().optional(),
  organization_id: z.uuid(),
  /** A condition; without one only the listed members belong to it. */
  rules: z.record(z.string(), z.unknown()).optional(),
  included_count: z.int(),
  excluded_count: z.int(),
  version: z.int(),
  created_by: z.uuid().optional(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type SegmentDetails = z.infer<typeof SegmentDetails>;
