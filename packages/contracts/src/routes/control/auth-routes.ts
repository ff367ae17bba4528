import { ApiError } from '../../evaluation/error-bodies.ts';
import {
  AcceptInvitationRequest,
  ChangeEmailRequest,
  ChangePasswordRequest,
  ConfirmEmailRequest,
  Joined,
  Me,
  RequestPasswordResetRequest,
  ResetPasswordRequest,
  SessionList,
} from '../../identity/account.ts';
import { JwksDocument } from '../../identity/jwks.ts';
import {
  EnrolmentRequired,
  LoggedIn,
  LoginAnswer,
  LoginRequest,
  RegisterRequest,
  SwitchOrganizationRequest,
} from '../../identity/login.ts';
import {
  ConfirmTotpRequest,
  EnrolTotpRequest,
  NewRecoveryCodes,
  RenewRecoveryCodesRequest,
  TotpConfirmed,
  TotpEnrolment,
  VerifyTotpRequest,
} from '../../identity/totp.ts';
import type { Route } from '../route.ts';

const maxBytes = 64 * 1024;

const common = { service: 'control', origins: 'same' } as const;
/** For who is not logged in yet. */
const open = { ...common, method: 'POST', access: { public: 'it is how one logs in' } } as const;
/** By the cookie that holds the refresh token. */
const byCookie = {
  ...common,
  method: 'POST',
  access: { public: 'the refresh token in the cookie opens it' },
} as const;
/** By a link that was sent. */
const byLink = {
  ...common,
  method: 'POST',
  access: { public: 'the token of a one-time link opens it' },
} as const;
const own = { ...common, access: 'token', can: 'own' } as const;

/** Logging in, and what people do with their own accounts. */
export const authRoutes = [
  {
    ...open,
    path: '/api/auth/register',
    summary: 'Makes an account, while registration is open or by a set-up link.',
    body: { schema: RegisterRequest, maxBytes },
    answers: { 201: EnrolmentRequired },
  },
  {
    ...open,
    path: '/api/auth/login',
    summary:
      'Logs in by e-mail address and password, with the code of the second factor or before it.',
    body: { schema: LoginRequest, maxBytes },
    answers: { 200: LoginAnswer },
  },
  {
    ...open,
    path: '/api/auth/totp/verify',
    summary: 'Ends a login by a code of the second factor or a recovery code.',
    body: { schema: VerifyTotpRequest, maxBytes },
    answers: { 200: LoggedIn },
  },
  {
    ...open,
    path: '/api/auth/totp/enrol',
    summary: 'Gives the secret that an authenticator app is told.',
    body: { schema: EnrolTotpRequest, maxBytes },
    answers: { 200: TotpEnrolment },
  },
  {
    ...open,
    path: '/api/auth/totp/confirm',
    summary: 'Sets the second factor up by a first code, gives recovery codes and logs in.',
    body: { schema: ConfirmTotpRequest, maxBytes },
    answers: { 200: TotpConfirmed },
  },
  {
    ...byCookie,
    path: '/api/auth/refresh',
    summary: 'Gives a new access token, and the next refresh token as a cookie.',
    answers: { 200: LoggedIn },
  },
  {
    ...byCookie,
    path: '/api/auth/logout',
    summary: 'Ends the session of this browser.',
    answers: { 204: null },
  },
  {
    ...own,
    method: 'POST',
    path: '/api/auth/logout-everywhere',
    summary: 'Ends all sessions of whoever asks.',
    answers: { 204: null },
  },
  {
    ...own,
    method: 'GET',
    path: '/api/auth/me',
    summary: 'Says who is logged in, and where they are members.',
    answers: { 200: Me },
  },
  {
    ...own,
    method: 'GET',
    path: '/api/auth/sessions',
    summary: 'Lists the sessions of whoever asks, the latest first.',
    answers: { 200: SessionList },
  },
  {
    ...own,
    method: 'DELETE',
    path: '/api/auth/sessions/:session_id',
    summary: 'Ends one session of whoever asks.',
    answers: { 204: null },
  },
  {
    ...byCookie,
    path: '/api/auth/switch-organization',
    summary: 'Gives an access token for another organization of whoever asks.',
    body: { schema: SwitchOrganizationRequest, maxBytes },
    answers: { 200: LoggedIn, 404: ApiError },
  },
  {
    ...own,
    method: 'POST',
    path: '/api/auth/password',
    summary: 'Changes the password, and ends all other sessions.',
    body: { schema: ChangePasswordRequest, maxBytes },
    answers: { 204: null },
  },
  {
    ...open,
    path: '/api/auth/password-reset',
    summary: 'Sends a link to choose a new password, if there is such an account.',
    body: { schema: RequestPasswordResetRequest, maxBytes },
    answers: { 202: null },
  },
  {
    ...byLink,
    path: '/api/auth/password-reset/confirm',
    summary: 'Sets a new password, and ends all sessions.',
    body: { schema: ResetPasswordRequest, maxBytes },
    answers: { 204: null },
  },
  {
    ...own,
    method: 'POST',
    path: '/api/auth/email',
    summary: 'Sends a link to a new e-mail address, which replaces the old one once it is used.',
    body: { schema: ChangeEmailRequest, maxBytes },
    answers: { 202: null },
  },
  {
    ...byLink,
    path: '/api/auth/email/confirm',
    summary: 'Replaces the e-mail address by the one that the link was sent to.',
    body: { schema: ConfirmEmailRequest, maxBytes },
    answers: { 204: null },
  },
  {
    ...own,
    method: 'POST',
    path: '/api/auth/recovery-codes',
    summary: 'Gives ten new recovery codes in place of those that are left.',
    body: { schema: RenewRecoveryCodesRequest, maxBytes },
    answers: { 200: NewRecoveryCodes },
  },
  {
    ...byLink,
    path: '/api/auth/invitations/accept',
    summary: 'Makes whoever was invited a member, with a new account or the one they have.',
    body: { schema: AcceptInvitationRequest, maxBytes },
    answers: { 200: Joined, 201: EnrolmentRequired },
  },
  {
    ...common,
    method: 'GET',
    path: '/.well-known/jwks.json',
    access: { public: 'whoever verifies access tokens reads it' },
    origins: 'any',
    summary: 'The public keys that access tokens are signed with.',
    answers: { 200: JwksDocument },
  },
] as const satisfies readonly Route[];
