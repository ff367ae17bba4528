import type { Transaction } from '../transaction/with-transaction.ts';

/**
 * Notes flags and segments that others depend on as changed, for {@link deriveChanges}. In the
 * change's own transaction, so that none is forgotten; under the organization's lock.
 */
export async function markDerivations(
  { db }: Transaction,
  organizationId: string,
  entityIds: readonly string[],
): Promise<void> {
  if (entityIds.length === 0) return;
  await db.$executeRaw`
    INSERT INTO pending_derivation (organization_id, entity_id)
    SELECT organization_id, prerequisite_id FROM flag_prerequisite
    WHERE organization_id = ${organizationId}::uuid AND prerequisite_id = ANY (${entityIds}::uuid[])
    UNION SELECT organization_id, segment_id FROM flag_segment
    WHERE organization_id = ${organizationId}::uuid AND segment_id = ANY (${entityIds}::uuid[])
    UNION SELECT organization_id, used_id FROM segment_nesting
    WHERE organization_id = ${organizationId}::uuid AND used_id = ANY (${entityIds}::uuid[])
    ON CONFLICT DO NOTHING`;
}
