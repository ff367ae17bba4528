import { invalidInput } from '@halyard/contracts';

import type { Context } from '../context/context.ts';

/** Refuses a key that would be expired from its first moment. */
export function checkExpiry(ctx: Context, expiresAt: Date | undefined): void {
  if (expiresAt === undefined || expiresAt > ctx.now()) return;
  throw invalidInput([{ field: 'expires_at', expected: 'a time that is still to come' }]);
}
