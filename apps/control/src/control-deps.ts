import type { Actor, RefreshTokens, Tickets } from '@halyard/auth';
import type { AccountContext, FailedLogin } from '@halyard/domain/accounts';
import type { ClientAddress, Logger, RouteRequest } from '@halyard/http';

import type { AccountMail } from './mail/account-mail.ts';
import type { LoginThrottle } from './throttle/login-throttle.ts';
import type { AnswerLoggedIn } from './tokens/answer-logged-in.ts';
import type { KeyRing } from './tokens/key-ring.ts';

/** What control's handlers share. */
export interface ControlDeps {
  /** What verbs are given for a request: who asks, and from where. */
  ctxFor: (request: Pick<RouteRequest<unknown>, 'req'>, actor?: Actor) => AccountContext;
  throttle: Pick<LoginThrottle, 'attempt'>;
  tickets: Tickets;
  refreshTokens: RefreshTokens;
  answerLoggedIn: AnswerLoggedIn;
  keyRing: Pick<KeyRing, 'jwks'>;
  mail: AccountMail;
  clientAddress: ClientAddress;
  checkOrigin: (req: RouteRequest<unknown>['req']) => void;
  /** Whether anybody may make an account. */
  allowsSignup: boolean;
  /** Has a login that failed audited. */
  noteFailure: (
    request: Pick<RouteRequest<unknown>, 'req'>,
    failure: Pick<FailedLogin, 'email' | 'step'>,
  ) => void;
  /** Runs what nobody waits for; what fails is logged. */
  later: (work: () => Promise<void>) => void;
  log: Logger;
}
