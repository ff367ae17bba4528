import { AppError, LoginRequest, parseInput } from '@halyard/contracts';
import {
  openSession,
  useTotpCode,
  verifyUserPassword,
  type UserRow,
} from '@halyard/domain/accounts';
import type { RouteHandler, RouteRequest } from '@halyard/http';

import type { ControlDeps } from '../control-deps.ts';
import { asOfNow } from './as-of-now.ts';
import { checkCode } from './check-code.ts';
import { answerTicket } from './tickets.ts';

export const logIn =
  (deps: ControlDeps): RouteHandler<unknown> =>
  async (request) => {
    const { code, ...given } = parseInput(LoginRequest, request.body);
    const ctx = deps.ctxFor(request);
    const received = asOfNow(ctx);
    const user = await checkPassword(deps, request, given);
    if (code === undefined || !user.totpEnrolledAt) return answerTicket(deps, user);
    await checkCode(deps, request, user, async () =>
      (await useTotpCode(received, user.id, code)) ? true : undefined,
    );
    return deps.answerLoggedIn(await openSession(ctx, user.id));
  };

async function checkPassword(
  { throttle, ctxFor, clientAddress, noteFailure }: ControlDeps,
  request: RouteRequest<unknown>,
  given: { email: string; password: string },
): Promise<UserRow> {
  const ctx = ctxFor(request);
  const who = { account: given.email, address: clientAddress(request.req) };
  const user = await throttle.attempt(who, () => verifyUserPassword(ctx, given));
  if (user) return user;
  noteFailure(request, { email: given.email, step: 'password' });
  throw new AppError('unauthorized', 'The e-mail address or the password is wrong.');
}
