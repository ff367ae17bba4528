import type { Plan } from '@halyard/contracts';

import type { Transaction } from '../transaction/with-transaction.ts';

/** What is known of an organization besides its usage. */
export interface LockedPlan {
  id: string;
  name: string;
  plan: Plan;
  createdAt: Date;
}

/**
 * Locks the plans of those organizations that there are, and what is known of their usage, until
 * the transaction ends; in id order, so that two that lock several do not wait for each other.
 */
export async function lockPlans(
  { db }: Transaction,
  organizationIds: readonly string[],
): Promise<LockedPlan[]> {
  await db.$queryRaw`
    SELECT 1 FROM organization WHERE id = ANY (${organizationIds}::uuid[]) ORDER BY id
    FOR NO KEY UPDATE`;
  return db.organization.findMany({
    where: { id: { in: [...organizationIds] } },
    orderBy: { id: 'asc' },
  });
}
