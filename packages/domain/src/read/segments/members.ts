import type { SegmentMembers, SegmentMembersQuery } from '@halyard/contracts';
import { present, type Database } from '@halyard/database';

import { readCursor, toCursor } from '../cursor.ts';

/** One list of a segment that is there, or those of it that start with something. */
export interface MemberList extends Pick<SegmentMembersQuery, 'list' | 'search'> {
  organizationId: string;
  segmentId: string;
}

/** A page of a segment's list, and how many it holds in all. */
export async function listSegmentMembers(
  database: Database,
  { limit, cursor, ...list }: MemberList & Pick<SegmentMembersQuery, 'limit' | 'cursor'>,
): Promise<SegmentMembers> {
  const [found, total] = await Promise.all([
    readAfter(database, list, cursor === undefined ? '' : placeOf(cursor), limit + 1),
    countMembers(database, list),
  ]);
  const members = found.slice(0, limit);
  const last = found.length > limit ? members.at(-1) : undefined;
  return { members, total, ...present('next_cursor', last && toCursor([last])) };
}

const membersAtOnce = 5_000;

/** All of a segment's list, some at a time. */
export async function* streamSegmentMembers(
  database: Database,
  list: MemberList,
): AsyncGenerator<string[]> {
  let members: string[] = [];
  do {
    members = await readAfter(database, list, members.at(-1) ?? '', membersAtOnce);
    yield members;
  } while (members.length === membersAtOnce);
}

const placeOf = (cursor: string): string => readCursor(cursor, ({ length }) => length === 1)[0]!;

/** No identifier is empty, so all come after that. */
async function readAfter(
  database: Database,
  { organizationId, segmentId, list, search }: MemberList,
  last: string,
  most: number,
): Promise<string[]> {
  const rows = await database.$queryRaw<{ identifier: string }[]>`
    SELECT identifier FROM segment_member
    WHERE organization_id = ${organizationId}::uuid AND segment_id = ${segmentId}::uuid
      AND list = ${list}::member_list
      AND identifier > ${last} AND starts_with(identifier, ${search})
    ORDER BY identifier
    LIMIT ${most}`;
  return rows.map(({ identifier }) => identifier);
}

async function countMembers(
  database: Database,
  { organizationId, segmentId, list, search }: MemberList,
): Promise<number> {
  const [counted] = await database.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM segment_member
    WHERE organization_id = ${organizationId}::uuid AND segment_id = ${segmentId}::uuid
      AND list = ${list}::member_list AND starts_with(identifier, ${search})`;
  return counted?.count ?? 0;
}
