import { z } from 'zod';

import { MemberRole } from '../identity/login.ts';

/** Somebody with a role in an organization. */
export const MemberDetails = z.strictObject({
  user_id: z.uuid(),
  email: z.string(),
  name: z.string(),
  role: MemberRole,
  joined_at: z.iso.datetime(),
});
export type MemberDetails = z.infer<typeof MemberDetails>;

export const MemberList = z.strictObject({ members: z.array(MemberDetails), total: z.int() });
export type MemberList = z.infer<typeof MemberList>;

export const ChangeRoleRequest = z.strictObject({ role: MemberRole });
