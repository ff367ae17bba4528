import { isStorable, type Segment } from '@halyard/core';

import { findWithUsed } from '../segments/stored/find-with-used.ts';
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
  const segments = await findWithUsed(db, organizationId, keys);
  const members = await db.segmentMember.findMany({
    where: {
      organizationId,
      segmentId: { in: segments.map(({ id }) => id) },
      list: { in: ['included', 'excluded'] },
      // What PostgreSQL cannot keep it refuses to look for.
      identifier: { in: identifiers.filter(isStorable) },
    },
  });
  const included = toLists(members.filter(({ list }) => list === 'included'));
  const excluded = toLists(members.filter(({ list }) => list === 'excluded'));
  return segments.map((segment) => ({
    ...segment,
    included: included.get(segment.id) ?? [],
    excluded: excluded.get(segment.id) ?? [],
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
