import type { Transaction } from '../../transaction/with-transaction.ts';
import { isUuid } from '../../uuid.ts';

/** Keys of the segments with these ids; ids that no segment has are left out. */
export async function findSegmentKeys(
  { db }: Transaction,
  organizationId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const possible = ids.filter(isUuid);
  if (possible.length === 0) return new Map();
  const segments = await db.segment.findMany({
    where: { organizationId, id: { in: possible } },
    select: { id: true, key: true },
  });
  return new Map(segments.map(({ id, key }) => [id, key]));
}

/** Ids of the segments with these keys, by key; keys that no segment has are left out. */
export async function findSegmentIds(
  { db }: Transaction,
  organizationId: string,
  keys: readonly string[],
): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const segments = await db.segment.findMany({
    where: { organizationId, key: { in: [...keys] } },
    select: { id: true, key: true },
  });
  return new Map(segments.map(({ id, key }) => [key, id]));
}
