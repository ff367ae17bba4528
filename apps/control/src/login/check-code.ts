import { AppError } from '@halyard/contracts';
import type { UserRow } from '@halyard/domain/accounts';
import type { RouteRequest } from '@halyard/http';

import type { ControlDeps } from '../control-deps.ts';

/**
 * Checks a second factor. Failures are counted apart from those of passwords, so that whoever knows
 * the password cannot guess codes without delay.
 */
export async function checkCode<T>(
  { throttle, clientAddress, noteFailure }: ControlDeps,
  request: RouteRequest<unknown>,
  { id: userId, email }: UserRow,
  check: () => Promise<T | undefined>,
): Promise<T> {
  const account = `second factor of ${userId}`;
  const outcome = await throttle.attempt({ account, address: clientAddress(request.req) }, check);
  if (outcome !== undefined) return outcome;
  noteFailure(request, { email, step: 'code' });
  throw new AppError('unauthorized', 'This code is wrong, or was used before.');
}
