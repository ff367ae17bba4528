import { AppError } from '@halyard/contracts';
import type { UserRow } from '@halyard/domain/accounts';
import type { RouteAnswer, RouteRequest } from '@halyard/http';

import type { ControlDeps } from '../control-deps.ts';

const lifetimeSeconds = { login: 300, enrolment: 900 } as const;

type Purpose = keyof typeof lifetimeSeconds;

const answerOf = {
  login: (token: string) => ({ status: 'totp_required', login_token: token }),
  enrolment: (token: string) => ({ status: 'enrolment_required', enrolment_token: token }),
} as const;

/** Answers that the password was right, and with what to go on; void once credentials change. */
export function answerTicket(
  { tickets }: Pick<ControlDeps, 'tickets'>,
  { id: userId, credentialsVersion, totpEnrolledAt }: UserRow,
  status: 200 | 201 = 200,
): RouteAnswer {
  const purpose: Purpose = totpEnrolledAt ? 'login' : 'enrolment';
  const token = tickets.mint({
    purpose,
    userId,
    state: String(credentialsVersion),
    lifetimeSeconds: lifetimeSeconds[purpose],
  });
  return {
    status,
    json: JSON.stringify(answerOf[purpose](token)),
    headers: { 'cache-control': 'no-store' },
  };
}

/** Whose ticket it is; `unauthorized` for one that is not good any more. */
export async function readTicket(
  { tickets, ctxFor }: Pick<ControlDeps, 'tickets' | 'ctxFor'>,
  request: RouteRequest<unknown>,
  token: string,
  purpose: Purpose,
): Promise<UserRow> {
  const ticket = tickets.read(token, purpose);
  const user =
    ticket && (await ctxFor(request).database.user.findUnique({ where: { id: ticket.userId } }));
  if (!user || String(user.credentialsVersion) !== ticket?.state) {
    throw new AppError('unauthorized', 'This took too long or was used; log in again.');
  }
  return user;
}
