import { z } from 'zod';

/** What asks for a segment by itself: the first thousand flags, and the first thousand segments, by key. */
export const SegmentUsage = z.strictObject({
  flags: z.array(
    z.strictObject({
      id: z.uuid(),
      key: z.string(),
      name: z.string(),
      /** `null` of an enterprise flag. */
      application_id: z.uuid().nullable(),
      status: z.enum(['active', 'archived']),
      /** Where it asks, by name. */
      environments: z.array(z.string()),
    }),
  ),
  segments: z.array(z.strictObject({ id: z.uuid(), key: z.string(), name: z.string() })),
  /** Of both, however many. */
  total: z.int(),
});
export type SegmentUsage = z.infer<typeof SegmentUsage>;
