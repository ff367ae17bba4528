import { z } from 'zod';

/** What became of each of many flags: those that changed have done so, whatever others did. */
export const ChangedFlags = z.strictObject({
  results: z.array(
    z.strictObject({
      /** As it was named. */
      flag: z.string(),
      status: z.enum(['changed', 'unchanged', 'failed']),
      /** The flag's, afterwards. */
      version: z.int().optional(),
      /** Of one that failed: as an answer about this flag alone would have it. */
      error: z.string().optional(),
      message: z.string().optional(),
    }),
  ),
  changed: z.int(),
  unchanged: z.int(),
  failed: z.int(),
});
export type ChangedFlags = z.infer<typeof ChangedFlags>;
