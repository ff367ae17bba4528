import { AppError, parseInput, RenewRecoveryCodesRequest } from '@halyard/contracts';
import { renewRecoveryCodes as renew } from '@halyard/domain/accounts';
import { forMember } from '@halyard/http';

import type { ControlDeps } from '../control-deps.ts';

export const renewRecoveryCodes = (deps: ControlDeps) =>
  forMember(async (request) => {
    const { code } = parseInput(RenewRecoveryCodesRequest, request.body);
    const { userId } = request.caller;
    const account = `second factor of ${userId}`;
    const codes = await deps.throttle.attempt(
      { account, address: deps.clientAddress(request.req) },
      () => renew(deps.ctxFor(request), { userId, code }),
    );
    if (!codes) throw new AppError('forbidden', 'This code is wrong, or was used before.');
    return {
      status: 200,
      json: JSON.stringify({ recovery_codes: codes }),
      headers: { 'cache-control': 'no-store' },
    };
  });
