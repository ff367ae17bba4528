import { generateRecoveryCodes, hashRecoveryCode } from '@halyard/auth';

import type { Transaction } from '../../transaction/with-transaction.ts';
import type { AccountContext } from '../account-context.ts';

/** Gives ten new codes, which are shown once, in place of those that are left. */
export async function replaceRecoveryCodes(
  { recoverySecret }: AccountContext,
  { db }: Transaction,
  userId: string,
): Promise<string[]> {
  const codes = generateRecoveryCodes();
  await db.recoveryCode.deleteMany({ where: { userId } });
  await db.recoveryCode.createMany({
    data: codes.map((code) => ({ userId, hash: hashRecoveryCode(code, recoverySecret)! })),
  });
  return codes;
}
