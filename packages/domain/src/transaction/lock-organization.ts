import type { Transaction } from './with-transaction.ts';

/**
 * Locks an organization's head before the end of a transaction: needed by whoever adds or takes
 * away what one document says of another, so that no two of them do so at once. After the locks of
 * flags and segments, never before.
 */
export async function lockOrganization({ db }: Transaction, organizationId: string): Promise<void> {
  await db.$queryRaw`
    SELECT 1 FROM change_head WHERE organization_id = ${organizationId}::uuid
    FOR NO KEY UPDATE`;
}
