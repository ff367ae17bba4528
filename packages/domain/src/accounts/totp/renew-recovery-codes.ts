import { withTransaction } from '../../transaction/with-transaction.ts';
import type { AccountContext } from '../account-context.ts';
import { replaceRecoveryCodes } from './replace-recovery-codes.ts';
import { useTotpCode } from './use-code.ts';

/** Ten new recovery codes, for a code of the authenticator; `undefined` where that is wrong. */
export function renewRecoveryCodes(
  ctx: AccountContext,
  { userId, code }: { userId: string; code: string },
): Promise<string[] | undefined> {
  return withTransaction(ctx, async (tx) =>
    (await useTotpCode(ctx, userId, code, tx.db))
      ? replaceRecoveryCodes(ctx, tx, userId)
      : undefined,
  );
}
