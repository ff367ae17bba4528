import { AppError } from '@halyard/contracts';

import { isUuid } from '../uuid.ts';
import type { Transaction } from '../with-transaction.ts';

/** Refuses an application that the organization does not have. */
export async function checkApplicationExists(
  { db }: Transaction,
  organizationId: string,
  id: string,
): Promise<void> {
  const found = isUuid(id)
    ? await db.application.findUnique({
        where: { organizationId_id: { organizationId, id } },
        select: { id: true },
      })
    : null;
  if (!found) throw new AppError('not_found', 'There is no such application.');
}
