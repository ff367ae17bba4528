import type { RefreshTokens } from '@halyard/auth';
import { AppError, type LoggedIn } from '@halyard/contracts';
import { sessionLifetimeMs, type OpenSession } from '@halyard/domain/accounts';
import type { RouteAnswer } from '@halyard/http';

import { keepRefreshToken } from '../access/refresh-cookie.ts';
import type { KeyRing } from './key-ring.ts';

export interface LoggedInDeps {
  keyRing: Pick<KeyRing, 'sign'>;
  refreshTokens: Pick<RefreshTokens, 'mint'>;
}

/** Answers with an access token of a session, and the refresh token of its generation as a cookie. */
export type AnswerLoggedIn = (session: OpenSession, more?: object) => RouteAnswer;

const lifetimeSeconds = 600;

export const createAnswerLoggedIn =
  ({ keyRing, refreshTokens }: LoggedInDeps): AnswerLoggedIn =>
  ({ id: sessionId, generation, user, organization }, more = {}) => {
    if (!organization) {
      throw new AppError('forbidden', 'You are a member of no organization; ask to be invited.');
    }
    const { id: organizationId, role } = organization;
    const member = { userId: user.id, email: user.email, organizationId, role };
    const answer: LoggedIn = {
      status: 'logged_in',
      access_token: keyRing.sign(member),
      token_type: 'Bearer',
      expires_in: lifetimeSeconds,
      user,
      organization,
    };
    const cookie = keepRefreshToken(
      refreshTokens.mint({ sessionId, generation }),
      sessionLifetimeMs,
    );
    return {
      status: 200,
      json: JSON.stringify({ ...answer, ...more }),
      headers: { 'set-cookie': cookie, 'cache-control': 'no-store' },
    };
  };
