import { controlRoutes } from '@halyard/contracts';
import {
  createAuthenticateMember,
  createDispatch,
  type AuthenticateMemberDeps,
  type Dispatch,
  type Logger,
  type MemberRequest,
} from '@halyard/http';

import { acceptInvitation } from './account/accept-invitation.ts';
import { changeEmail } from './account/change-email.ts';
import { changePassword } from './account/change-password.ts';
import { confirmEmail } from './account/confirm-email.ts';
import { renewRecoveryCodes } from './account/renew-recovery-codes.ts';
import { requestPasswordReset } from './account/request-password-reset.ts';
import { resetPassword } from './account/reset-password.ts';
import type { ControlDeps } from './control-deps.ts';
import { confirmTotp } from './login/confirm-totp.ts';
import { enrolTotp } from './login/enrol-totp.ts';
import { logIn } from './login/log-in.ts';
import { register } from './login/register.ts';
import { verifyTotp } from './login/verify-totp.ts';
import type { MemberDeps } from './member-deps.ts';
import { createMemberHandlers } from './member-handlers.ts';
import { end } from './sessions/end.ts';
import { list } from './sessions/list.ts';
import { logOutEverywhere } from './sessions/log-out-everywhere.ts';
import { logOut } from './sessions/log-out.ts';
import { me } from './sessions/me.ts';
import { refresh } from './sessions/refresh.ts';
import { switchOrganization } from './sessions/switch-organization.ts';
import { jwks } from './tokens/jwks.ts';

export interface ControlAppDeps extends ControlDeps, AuthenticateMemberDeps {
  webhookSealer: MemberDeps['webhookSealer'];
  log: Logger;
}

/** Control's routes. */
export function buildApp(deps: ControlAppDeps): { dispatch: Dispatch } {
  const dispatch = createDispatch({
    routes: controlRoutes,
    handlers: {
      ...createAuthHandlers(deps),
      ...createMemberHandlers({
        ctxFor: (request: MemberRequest) => deps.ctxFor(request, request.caller),
        webhookSealer: deps.webhookSealer,
        mail: deps.mail,
        log: deps.log,
      }),
    },
    authenticate: createAuthenticateMember(deps),
    log: deps.log,
  });
  return { dispatch };
}

const createAuthHandlers = (deps: ControlDeps) => ({
  'POST /api/auth/register': register(deps),
  'POST /api/auth/login': logIn(deps),
  'POST /api/auth/totp/verify': verifyTotp(deps),
  'POST /api/auth/totp/enrol': enrolTotp(deps),
  'POST /api/auth/totp/confirm': confirmTotp(deps),
  'POST /api/auth/refresh': refresh(deps),
  'POST /api/auth/logout': logOut(deps),
  'POST /api/auth/logout-everywhere': logOutEverywhere(deps),
  'GET /api/auth/me': me(deps),
  'GET /api/auth/sessions': list(deps),
  'DELETE /api/auth/sessions/:session_id': end(deps),
  'POST /api/auth/switch-organization': switchOrganization(deps),
  'POST /api/auth/password': changePassword(deps),
  'POST /api/auth/password-reset': requestPasswordReset(deps),
  'POST /api/auth/password-reset/confirm': resetPassword(deps),
  'POST /api/auth/email': changeEmail(deps),
  'POST /api/auth/email/confirm': confirmEmail(deps),
  'POST /api/auth/recovery-codes': renewRecoveryCodes(deps),
  'POST /api/auth/invitations/accept': acceptInvitation(deps),
  'GET /.well-known/jwks.json': jwks(deps),
});
