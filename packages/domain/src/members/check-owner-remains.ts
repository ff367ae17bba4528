import { AppError } from '@halyard/contracts';

import type { Transaction } from '../transaction/with-transaction.ts';

/** Refuses to take away the last owner; the organization's members are locked. */
export async function checkOwnerRemains(
  { db }: Transaction,
  organizationId: string,
): Promise<void> {
  const owners = await db.membership.count({ where: { organizationId, role: 'OWNER' } });
  if (owners > 1) return;
  throw new AppError('conflict', 'An organization has at least one owner: name another first.');
}
