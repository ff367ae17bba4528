import { totpQrSvg, totpUri } from '@halyard/auth';
import { EnrolTotpRequest, parseInput, type TotpEnrolment } from '@halyard/contracts';
import { offerTotpSecret } from '@halyard/domain/accounts';
import type { RouteHandler } from '@halyard/http';

import type { ControlDeps } from '../control-deps.ts';
import { readTicket } from './tickets.ts';

export const enrolTotp =
  (deps: ControlDeps): RouteHandler<unknown> =>
  async (request) => {
    const { enrolment_token: token } = parseInput(EnrolTotpRequest, request.body);
    const user = await readTicket(deps, request, token, 'enrolment');
    const secret = await offerTotpSecret(deps.ctxFor(request), user.id);
    const uri = totpUri({ secret, email: user.email, issuer: 'Halyard' });
    const answer: TotpEnrolment = { secret, otpauth_uri: uri, qr_svg: await totpQrSvg(uri) };
    return { status: 200, json: JSON.stringify(answer), headers: { 'cache-control': 'no-store' } };
  };
