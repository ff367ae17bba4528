import { z } from 'zod';

/** One thing that differs between two forms of a flag. */
export const FlagDifference = z.strictObject({
  /** Its path: `environments.production.rollout_percentage`; items of lists go by their ids or keys. */
  field: z.string(),
  /** Left out where there was nothing. */
  before: z.unknown().optional(),
  /** Left out where there is nothing any more. */
  after: z.unknown().optional(),
  /** In words: `production: rollout 10 % → 25 %`. */
  text: z.string(),
});
export type FlagDifference = z.infer<typeof FlagDifference>;
