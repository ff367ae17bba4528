import { AppError } from '@halyard/contracts';

import type { Transaction } from '../transaction/with-transaction.ts';
import { isUuid } from '../uuid.ts';

/**
 * Refuses an application that the organization does not have. One that it has stays as it is until
 * the transaction ends, its environments included: see `lockApplication`.
 */
export async function checkApplicationExists(
  { db }: Transaction,
  organizationId: string,
  id: string,
): Promise<void> {
  const found = isUuid(id)
    ? await db.$queryRaw<unknown[]>`
        SELECT 1 FROM application WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid
        FOR KEY SHARE`
    : [];
  if (found.length === 0) throw noSuchApplication();
}

export const noSuchApplication = () => new AppError('not_found', 'There is no such application.');
