import { AppError } from '@halyard/contracts';
import { readMe } from '@halyard/domain/accounts';
import { forMember } from '@halyard/http';

import type { ControlDeps } from '../control-deps.ts';

export const me = ({ ctxFor }: ControlDeps) =>
  forMember(async (request) => {
    const found = await readMe(ctxFor(request), request.caller);
    if (!found) throw new AppError('unauthorized', 'This account is gone.');
    return JSON.stringify(found);
  });
