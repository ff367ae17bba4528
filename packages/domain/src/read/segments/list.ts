import type { SegmentList, SegmentListQuery } from '@halyard/contracts';
import { present, type Database } from '@halyard/database';

import { isUuid } from '../../uuid.ts';
import { readCursor, toCursor } from '../cursor.ts';
import { isTime } from '../is-time.ts';
import { toDetails } from './find.ts';

/** A page of an organization's segments, and how many there are in all. */
export async function listSegments(
  database: Database,
  organizationId: string,
  query: SegmentListQuery,
): Promise<SegmentList> {
  const { sort, order, limit } = query;
  const where = { organizationId, ...searched(query) };
  const [rows, total] = await Promise.all([
    database.segment.findMany({
      where: { AND: [where, after(query)] },
      orderBy: [{ [columns[sort]]: order }, { id: order }],
      take: limit + 1,
    }),
    database.segment.count({ where }),
  ]);
  const segments = rows.slice(0, limit).map(toDetails);
  const last = rows.length > limit ? segments.at(-1) : undefined;
  return {
    segments,
    total,
    ...present('next_cursor', last && toCursor([sort, order, last[sort], last.id])),
  };
}

const columns = {
  created_at: 'createdAt',
  updated_at: 'updatedAt',
  key: 'key',
  name: 'name',
} as const satisfies Record<SegmentListQuery['sort'], string>;

function searched({ search }: SegmentListQuery) {
  if (!search) return {};
  const contains = search.replaceAll(/[\\%_]/g, String.raw`\$&`);
  const part = { contains, mode: 'insensitive' } as const;
  return { OR: [{ key: part }, { name: part }, { description: part }] };
}

/** What comes after the page before. */
function after({ cursor, sort, order }: SegmentListQuery) {
  if (cursor === undefined) return {};
  const isValue = sort === 'created_at' || sort === 'updated_at' ? isTime : () => true;
  const isOfThis = ([of, direction, value, id, ...more]: readonly string[]): boolean =>
    of === sort && direction === order && isValue(value ?? '') && isUuid(id ?? '') && !more.length;
  const [, , value, id] = readCursor(cursor, isOfThis);
  const column = columns[sort];
  const beyond = order === 'asc' ? 'gt' : 'lt';
  return { OR: [{ [column]: { [beyond]: value } }, { [column]: value, id: { [beyond]: id } }] };
}
