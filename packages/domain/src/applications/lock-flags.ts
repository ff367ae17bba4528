import type { FlagDocument } from '@halyard/contracts';
import { toFlagDocument } from '@halyard/database';

import type { Transaction } from '../transaction/with-transaction.ts';
import type { ApplicationReference } from './lock.ts';

/** Locks all flags of an application until the transaction ends and gives them, in id order. */
export async function lockApplicationFlags(
  { db }: Transaction,
  { organizationId, applicationId }: ApplicationReference,
): Promise<FlagDocument[]> {
  await db.$queryRaw`
    SELECT 1 FROM flag
    WHERE organization_id = ${organizationId}::uuid AND application_id = ${applicationId}::uuid
    ORDER BY id
    FOR NO KEY UPDATE`;
  const rows = await db.flag.findMany({
    where: { organizationId, applicationId },
    orderBy: { id: 'asc' },
  });
  return rows.map(toFlagDocument);
}
