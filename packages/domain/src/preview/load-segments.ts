import { isStorable, type Segment } from '@halyard/core';
import { toSegmentDocument } from '@halyard/database';

import type { Transaction } from '../transaction/with-transaction.ts';

interface Wanted {
  keys: readonly string[];
  identifiers: readonly string[];
}

/**
 * Segments and those that they use, at whatever remove. Of their lists, which may be long, only those
 * of the identifiers that are in them.
 */
export async function loadSegments(
  { db }: Pick<Transaction, 'db'>,
  organizationId: string,
  { keys, identifiers }: Wanted,
): Promise<Segment[]> {
  if (keys.length === 0) return [];
  const needed = await db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE needed AS (
      SELECT id FROM segment
      WHERE organization_id = ${organizationId}::uuid AND key = ANY (${keys}::text[])
      UNION
      SELECT used_id FROM segment_nesting
      JOIN needed ON segment_id = needed.id AND organization_id = ${organizationId}::uuid
    )
    SELECT id::text FROM needed`;
  const ids = needed.map(({ id }) => id);
  const rows = await db.segment.findMany({ where: { organizationId, id: { in: ids } } });
  const members = await db.segmentMember.findMany({
    where: {
      organizationId,
      segmentId: { in: ids },
      list: { in: ['included', 'excluded'] },
      // What PostgreSQL cannot keep it refuses to look for.
      identifier: { in: identifiers.filter(isStorable) },
    },
  });
  const included = toLists(members.filter(({ list }) => list === 'included'));
  const excluded = toLists(members.filter(({ list }) => list === 'excluded'));
  return rows.map((row) => ({
    ...toSegmentDocument(row),
    included: included.get(row.id) ?? [],
    excluded: excluded.get(row.id) ?? [],
  }));
}

/** Identifiers by their segment's id. */
function toLists(members: readonly { segmentId: string; identifier: string }[]) {
  const lists = new Map<string, string[]>();
  for (const { segmentId, identifier } of members) {
    const list = lists.get(segmentId);
    if (list) list.push(identifier);
    else lists.set(segmentId, [identifier]);
  }
  return lists;
}
