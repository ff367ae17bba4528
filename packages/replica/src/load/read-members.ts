import type { Database } from '@halyard/database';

import type { SegmentMembers } from '../state/organization-state.ts';

/** Whose members are meant: all organizations' where nothing is said. */
interface Scope {
  organizationId?: string | null;
  segmentId?: string | null;
}

/** One of a segment's two lists, unless it is empty. */
export interface MemberList {
  organizationId: string;
  segmentId: string;
  list: keyof SegmentMembers;
  members: Set<string>;
}

export async function readMemberLists(
  database: Pick<Database, '$queryRaw'>,
  { organizationId = null, segmentId = null }: Scope,
): Promise<MemberList[]> {
  // One row a list, of text that is parsed here: half the time of an array that Prisma reads.
  const rows = await database.$queryRaw<MemberListRow[]>`
    SELECT organization_id::text, segment_id::text, list::text,
      json_agg(identifier)::text AS members
    FROM segment_member
    WHERE (${organizationId}::uuid IS NULL OR organization_id = ${organizationId}::uuid)
      AND (${segmentId}::uuid IS NULL OR segment_id = ${segmentId}::uuid)
    GROUP BY organization_id, segment_id, list`;
  return rows.map((row) => ({
    organizationId: row.organization_id,
    segmentId: row.segment_id,
    list: row.list,
    members: new Set(JSON.parse(row.members) as string[]),
  }));
}

/** The members that the lists of one segment name. */
export const toMembers = (lists: readonly MemberList[] = []): SegmentMembers => ({
  included: lists.find(({ list }) => list === 'included')?.members ?? new Set(),
  excluded: lists.find(({ list }) => list === 'excluded')?.members ?? new Set(),
});

interface MemberListRow {
  organization_id: string;
  segment_id: string;
  list: keyof SegmentMembers;
  members: string;
}
