import { z } from 'zod';

/** How often a user did what, in one organization. */
export const UserActivity = z.strictObject({
  user_id: z.uuid(),
  email: z.string(),
  /** Of every kind; logins that failed are none. */
  total_actions: z.int(),
  flags_created: z.int(),
  flags_updated: z.int(),
  flags_deleted: z.int(),
  flags_archived: z.int(),
  /** Absent where there was none. */
  last_action_at: z.iso.datetime().optional(),
});
export type UserActivity = z.infer<typeof UserActivity>;
