import {
  createRefreshTokens,
  createSealer,
  createTickets,
  deriveSecret,
  type Actor,
} from '@halyard/auth';
import type { Counters } from '@halyard/coordination';
import { findMember, type AccountContext } from '@halyard/domain/accounts';
import {
  createTokenVerifier,
  type ClientAddress,
  type Dispatch,
  type Logger,
  type RouteRequest,
  type TokenVerifier,
} from '@halyard/http';
import { createUserLimit } from '@halyard/limits';

import { createOriginCheck } from './access/origin.ts';
import { createAccountContext, type AccountContextOptions } from './account-context.ts';
import { buildApp } from './app.ts';
import { createLater } from './later.ts';
import { createFailedLogins } from './login/failed-logins.ts';
import type { AccountMail } from './mail/account-mail.ts';
import { createLoginThrottle } from './throttle/login-throttle.ts';
import type { Wait } from './throttle/waiting-room.ts';
import { createAnswerLoggedIn } from './tokens/answer-logged-in.ts';
import { createKeyRing } from './tokens/key-ring.ts';

export interface ControlOptions extends AccountContextOptions {
  counters: Counters;
  mail: AccountMail;
  clientAddress: ClientAddress;
  allowsSignup: boolean;
  /** Origins beside its own whose pages may use the cookie. */
  allowedOrigins: readonly string[];
  log: Logger;
  /** How answers to logins are held. */
  wait?: Wait;
}

/** The control plane of one node. */
export interface Control {
  dispatch: Dispatch;
  /** Verifies access tokens in the same process. */
  verifyToken: TokenVerifier['verify'];
  start(): Promise<void>;
  close(): Promise<void>;
}

const requestsAMinute = 300;

export function createControl(options: ControlOptions): Control {
  const { counters, installationKey, log, clientAddress, now = Date.now, wait } = options;
  const ctx = createAccountContext(options);
  const keyRing = createKeyRing({ ctx, log });
  const later = createLater(log);
  const failedLogins = createFailedLogins({ ctx, log });
  const onError = (error: unknown): void => log.warn({ err: error }, 'counted in memory');
  const throttle = createLoginThrottle({ counters, now, onError, ...(wait && { wait }) });
  const limit = createUserLimit({
    counters,
    name: 'control',
    limit: requestsAMinute,
    now,
    onError,
  });
  const refreshTokens = createRefreshTokens(deriveSecret(installationKey, 'refresh tokens'));
  const { verify: verifyToken } = createTokenVerifier({ jwksUrl: keyRing.readKeys, log, now });
  const { dispatch } = buildApp({
    ...options,
    ctxFor: (request, actor) => contextOf(ctx, clientAddress, request, actor),
    verifyToken,
    admit: limit.admit,
    findMember: (claimed) => findMember(options.database, claimed),
    keyRing,
    throttle,
    refreshTokens,
    webhookSealer: createSealer(installationKey, 'webhooks'),
    tickets: createTickets(deriveSecret(installationKey, 'tickets'), { now }),
    answerLoggedIn: createAnswerLoggedIn({ keyRing, refreshTokens }),
    checkOrigin: createOriginCheck(options.allowedOrigins),
    noteFailure: (request, failure) =>
      failedLogins.note({ ...failure, ...clientOf(clientAddress, request) }),
    later: later.run,
  });
  return {
    dispatch,
    verifyToken,
    async start() {
      await keyRing.start();
      failedLogins.start();
    },
    async close() {
      throttle.close();
      await keyRing.close();
      await later.close();
      await failedLogins.close();
    },
  };
}

function contextOf(
  ctx: AccountContext,
  clientAddress: ClientAddress,
  { req }: Pick<RouteRequest<unknown>, 'req'>,
  actor: Actor = ctx.actor,
): AccountContext {
  return { ...ctx, actor, client: clientOf(clientAddress, { req }) };
}

function clientOf(clientAddress: ClientAddress, { req }: Pick<RouteRequest<unknown>, 'req'>) {
  const userAgent = req.headers['user-agent'];
  return { ipAddress: clientAddress(req), ...(userAgent !== undefined && { userAgent }) };
}
