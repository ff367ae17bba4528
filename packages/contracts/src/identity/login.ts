import { z } from 'zod';

import {
  EmailAddress,
  GivenCode,
  GivenPassword,
  GivenToken,
  NewPassword,
  PersonName,
} from './credentials.ts';

/** Roles as tokens and answers name them, from least to most. */
export const MemberRole = z.enum(
  ['VIEWER', 'DEVELOPER', 'RELEASE_MANAGER', 'ADMIN', 'OWNER'],
  'one of VIEWER, DEVELOPER, RELEASE_MANAGER, ADMIN, OWNER',
);
export type MemberRole = z.infer<typeof MemberRole>;

export const UserSummary = z.strictObject({ id: z.uuid(), email: z.string(), name: z.string() });
export type UserSummary = z.infer<typeof UserSummary>;

/** An organization as one of its members sees it. */
export const MemberOrganization = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  role: MemberRole,
});
export type MemberOrganization = z.infer<typeof MemberOrganization>;

/** Somebody is logged in; the refresh token comes as a cookie. */
export const LoggedIn = z.strictObject({
  status: z.literal('logged_in'),
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  /** Seconds. */
  expires_in: z.int(),
  user: UserSummary,
  /** The organization that the token is for. */
  organization: MemberOrganization,
});
export type LoggedIn = z.infer<typeof LoggedIn>;

/** The password was right; a code of the second factor is missing. */
const TotpRequired = z.strictObject({
  status: z.literal('totp_required'),
  login_token: z.string(),
});

/** The password was right; the second factor must be set up before anything else. */
export const EnrolmentRequired = z.strictObject({
  status: z.literal('enrolment_required'),
  enrolment_token: z.string(),
});

export const RegisterRequest = z.strictObject({
  email: EmailAddress,
  password: NewPassword,
  name: PersonName.optional(),
  /** Of the organization that is made for them; nothing where they come by a set-up link. */
  organization_name: PersonName.optional(),
  set_up_token: GivenToken.optional(),
});
export type RegisterRequest = z.infer<typeof RegisterRequest>;

export const LoginRequest = z.strictObject({
  email: EmailAddress,
  password: GivenPassword,
  /** Of the second factor: logs in in one step. */
  code: GivenCode.optional(),
});
export type LoginRequest = z.infer<typeof LoginRequest>;

export const LoginAnswer = z.discriminatedUnion('status', [
  LoggedIn,
  TotpRequired,
  EnrolmentRequired,
]);
export type LoginAnswer = z.infer<typeof LoginAnswer>;

export const SwitchOrganizationRequest = z.strictObject({ organization_id: z.uuid('a UUID') });
