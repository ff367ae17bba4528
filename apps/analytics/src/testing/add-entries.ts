import type { Context } from '@halyard/domain';

interface AddedEntries {
  organizationId: string;
  count: number;
  /** How much each says. */
  characters?: number;
}

/** Puts entries at an organization's audit's end, as many as no test could write; they prove nothing. */
export async function addEntries(
  { database }: Context,
  { organizationId, count, characters = 0 }: AddedEntries,
): Promise<void> {
  await database.$executeRaw`
    WITH head AS (
      UPDATE change_head SET audit_seq = audit_seq + ${count}
      WHERE organization_id = ${organizationId}::uuid
      RETURNING audit_seq
    ), entry AS (
      SELECT audit_seq - ${count} + n AS seq, gen_random_uuid() AS id
      FROM head, generate_series(1, ${count}) AS n
    )
    INSERT INTO audit_entry
      (organization_id, seq, id, entity_type, entity_id, action, canonical, hash, created_at)
    SELECT ${organizationId}::uuid, seq, id, 'organization', ${organizationId}::uuid, 'updated',
      json_build_object('organization_id', ${organizationId}::uuid, 'seq', seq, 'id', id,
        'timestamp', '2050-01-01T00:00:00.000Z', 'entity_type', 'organization',
        'entity_id', ${organizationId}::uuid, 'flag_key', null, 'action', 'updated',
        'changes', json_build_object('before', null,
          'after', json_build_object('name', repeat('x', ${characters}))), 'person', null)::text,
      '', '2050-01-01T00:00:00Z'
    FROM entry`;
}
