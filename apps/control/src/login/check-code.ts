import { AppError } from '@halyard/contracts';
import { noteFailedLogin, type UserRow } from '@halyard/domain/accounts';
import type { RouteRequest } from '@halyard/http';

import type { ControlDeps } from '../control-deps.ts';

/**
 * Checks a second factor. Failures are counted apart from those of passwords, so that whoever knows
 * the password cannot guess codes without delay.
 */
export async function checkCode<T>(
  { throttle, ctxFor, clientAddress, later }: ControlDeps,
  request: RouteRequest<unknown>,
  { id: userId }: UserRow,
  check: () => Promise<T | undefined>,
): Promise<T> {
  const account = `second factor of ${userId}`;
  const outcome = await throttle.attempt({ account, address: clientAddress(request.req) }, check);
  if (outcome !== undefined) return outcome;
  later(() => noteFailedLogin(ctxFor(request), { userId, step: 'code' }));
  throw new AppError('unauthorized', 'This code is wrong, or was used before.');
}
