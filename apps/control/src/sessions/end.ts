import { AppError } from '@halyard/contracts';
import { revokeSession } from '@halyard/domain/accounts';
import { forMember } from '@halyard/http';

import type { ControlDeps } from '../control-deps.ts';

export const end = ({ ctxFor }: ControlDeps) =>
  forMember(async (request) => {
    const { userId } = request.caller;
    const isEnded = await revokeSession(ctxFor(request), { userId, sessionId: request.params[0]! });
    if (!isEnded) throw new AppError('not_found', 'You have no such session.');
    return { status: 204 };
  });
