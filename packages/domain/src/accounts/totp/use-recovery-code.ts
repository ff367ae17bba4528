import { hashRecoveryCode } from '@halyard/auth';

import type { AccountContext } from '../account-context.ts';

/** Takes a recovery code, once; false where it is none of the user's. */
export async function useRecoveryCode(
  { database, recoverySecret }: AccountContext,
  userId: string,
  code: string,
): Promise<boolean> {
  const hash = hashRecoveryCode(code, recoverySecret);
  if (!hash) return false;
  const { count } = await database.recoveryCode.deleteMany({ where: { userId, hash } });
  return count === 1;
}
