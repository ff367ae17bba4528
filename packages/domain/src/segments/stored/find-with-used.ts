import type { SegmentDocument } from '@halyard/contracts';
import { toSegmentDocument, type Transaction } from '@halyard/database';

/** The segments with these keys, and those that they use, at whatever remove. */
export async function findWithUsed(
  db: Transaction,
  organizationId: string,
  keys: readonly string[],
): Promise<SegmentDocument[]> {
  const needed = await db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE needed AS (
      SELECT id FROM segment
      WHERE organization_id = ${organizationId}::uuid AND key = ANY (${keys}::text[])
      UNION
      SELECT used_id FROM segment_nesting
      JOIN needed ON segment_id = needed.id AND organization_id = ${organizationId}::uuid
    )
    SELECT id::text FROM needed`;
  const rows = await db.segment.findMany({
    where: { organizationId, id: { in: needed.map(({ id }) => id) } },
  });
  return rows.map(toSegmentDocument);
}
