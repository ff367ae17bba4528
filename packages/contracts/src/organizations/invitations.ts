import { z } from 'zod';

import { EmailAddress } from '../identity/credentials.ts';
import { MemberRole } from '../identity/login.ts';

/** An invitation that was not accepted yet. */
export const InvitationDetails = z.strictObject({
  id: z.uuid(),
  email: z.string(),
  role: MemberRole,
  /** User id; absent for what Halyard made itself. */
  invited_by: z.uuid().optional(),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
});
export type InvitationDetails = z.infer<typeof InvitationDetails>;

export const InvitationList = z.strictObject({
  invitations: z.array(InvitationDetails),
  total: z.int(),
});
export type InvitationList = z.infer<typeof InvitationList>;

export const InviteMemberRequest = z.strictObject({ email: EmailAddress, role: MemberRole });
