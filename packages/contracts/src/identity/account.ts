import { z } from 'zod';

import { EmailAddress, GivenPassword, GivenToken, NewPassword, PersonName } from './credentials.ts';
import { MemberOrganization, UserSummary } from './login.ts';

/** Who is logged in, and where they are members. */
export const Me = z.strictObject({
  user: UserSummary,
  organization: MemberOrganization,
  organizations: z.array(MemberOrganization),
});
export type Me = z.infer<typeof Me>;

/** A login of one browser. */
const SessionSummary = z.strictObject({
  id: z.uuid(),
  /** Whether it is the one that asks, as far as its cookie tells. */
  is_current: z.boolean(),
  created_at: z.iso.datetime(),
  last_used_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
  ip_address: z.string().optional(),
  user_agent: z.string().optional(),
});
export const SessionList = z.strictObject({ sessions: z.array(SessionSummary), total: z.int() });
export type SessionList = z.infer<typeof SessionList>;

export const ChangePasswordRequest = z.strictObject({
  current_password: GivenPassword,
  new_password: NewPassword,
});

export const RequestPasswordResetRequest = z.strictObject({ email: EmailAddress });

export const ResetPasswordRequest = z.strictObject({
  token: GivenToken,
  new_password: NewPassword,
});

export const ChangeEmailRequest = z.strictObject({
  password: GivenPassword,
  new_email: EmailAddress,
});

export const ConfirmEmailRequest = z.strictObject({ token: GivenToken });

export const AcceptInvitationRequest = z.strictObject({
  token: GivenToken,
  /** For who has no account yet. */
  password: NewPassword.optional(),
  name: PersonName.optional(),
});
export type AcceptInvitationRequest = z.infer<typeof AcceptInvitationRequest>;

/** Somebody with an account became a member. */
export const Joined = z.strictObject({
  status: z.literal('joined'),
  organization: MemberOrganization,
});
export type Joined = z.infer<typeof Joined>;
