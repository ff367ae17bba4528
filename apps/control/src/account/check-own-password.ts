import { AppError } from '@halyard/contracts';
import type { MemberRequest } from '@halyard/http';

import type { ControlDeps } from '../control-deps.ts';

/** Who is logged in may be somebody at a screen that was left open: they guess as slowly as others. */
export async function checkOwnPassword<T>(
  { throttle, clientAddress, noteFailure }: ControlDeps,
  request: MemberRequest,
  check: () => Promise<T | undefined>,
): Promise<T> {
  const { email } = request.caller;
  const who = { account: email, address: clientAddress(request.req) };
  const outcome = await throttle.attempt(who, check);
  if (outcome !== undefined) return outcome;
  noteFailure(request, { email, step: 'password' });
  throw new AppError('forbidden', 'The password is wrong.');
}
