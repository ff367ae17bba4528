import { AppError, type FlagDocument } from '@halyard/contracts';
import { toFlagDocument } from '@halyard/database';

import { checkVersion } from '../../check-version.ts';
import type { Transaction } from '../../transaction/with-transaction.ts';
import { isUuid } from '../../uuid.ts';

export interface FlagReference {
  organizationId: string;
  flagId: string;
  /** Refuse (`version_conflict`) unless the flag still has this version. */
  expectedVersion?: number;
}

/** Locks a flag until the transaction ends and gives it as it is then. */
export async function lockFlag(
  { db }: Transaction,
  { organizationId, flagId, expectedVersion }: FlagReference,
): Promise<FlagDocument> {
  if (!isUuid(flagId)) throw noSuchFlag();
  await db.$queryRaw`
    SELECT 1 FROM flag WHERE organization_id = ${organizationId}::uuid AND id = ${flagId}::uuid
    FOR NO KEY UPDATE`;
  const flag = await db.flag.findUnique({
    where: { organizationId_id: { organizationId, id: flagId } },
  });
  if (!flag) throw noSuchFlag();
  checkVersion(flag.version, expectedVersion);
  return toFlagDocument(flag);
}

export const noSuchFlag = () => new AppError('not_found', 'There is no such flag.');

/** What is archived changes only by being restored or deleted. */
export function checkIsActive(flag: FlagDocument): void {
  if (flag.status === 'active') return;
  throw new AppError('conflict', 'This flag is archived: restore it before changing it.');
}
