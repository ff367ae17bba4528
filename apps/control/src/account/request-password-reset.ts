import { parseInput, RequestPasswordResetRequest } from '@halyard/contracts';
import { requestPasswordReset as request } from '@halyard/domain/accounts';
import type { RouteHandler } from '@halyard/http';

import type { ControlDeps } from '../control-deps.ts';

/** Answers before anything is looked up, so that nobody learns whether there is such an account. */
export const requestPasswordReset =
  ({ ctxFor, later, mail }: ControlDeps): RouteHandler<unknown> =>
  (asked) => {
    const { email } = parseInput(RequestPasswordResetRequest, asked.body);
    const ctx = ctxFor(asked);
    later(async () => {
      const link = await request(ctx, { email });
      if (link) mail.passwordReset({ to: email, ...link });
    });
    return { status: 202 };
  };
