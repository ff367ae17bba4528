import { sql, type Sql } from '@halyard/database';

import type { Transaction } from '../../transaction/with-transaction.ts';
import type { SegmentReference } from './lock.ts';

/** More identifiers than this do not travel with a change: nodes read the rows. */
export const mostListed = 1_000;

/** So long 100 000 of them may take to write, where the machine is busy. */
export const membersTimeoutMs = 30_000;

/** Identifiers that were really added or removed. */
export interface WrittenMembers {
  count: number;
  /** In no order; none of them where there are more than are listed. */
  identifiers: string[];
}

interface MemberWrite extends Pick<SegmentReference, 'organizationId' | 'segmentId'> {
  list: 'included' | 'excluded';
  identifiers: readonly string[];
}

/** Adds those to one of a segment's lists that are not there yet. */
export async function addMembers({ db }: Transaction, write: MemberWrite): Promise<WrittenMembers> {
  if (write.identifiers.length === 0) return nobody;
  const [written] = await db.$queryRaw<WrittenMembers[]>`
    WITH written AS (
      INSERT INTO segment_member (organization_id, segment_id, list, identifier)
      SELECT ${write.organizationId}::uuid, ${write.segmentId}::uuid, ${write.list}::member_list, given
      FROM unnest(${write.identifiers}::text[]) AS given
      ON CONFLICT DO NOTHING
      RETURNING identifier
    )
    ${summary}`;
  return written ?? nobody;
}

/** Takes those from one of a segment's lists that are there. */
export async function removeMembers(tx: Transaction, write: MemberWrite): Promise<WrittenMembers> {
  if (write.identifiers.length === 0) return nobody;
  return deleteMembers(tx, write, sql`identifier = ANY (${write.identifiers}::text[])`);
}

/** Takes all others than those from one of a segment's lists. */
export const keepMembers = (tx: Transaction, write: MemberWrite): Promise<WrittenMembers> =>
  deleteMembers(
    tx,
    write,
    sql`NOT EXISTS (
      SELECT 1 FROM unnest(${write.identifiers}::text[]) AS given WHERE given = identifier
    )`,
  );

async function deleteMembers(
  { db }: Transaction,
  write: MemberWrite,
  which: Sql,
): Promise<WrittenMembers> {
  const [written] = await db.$queryRaw<WrittenMembers[]>`
    WITH written AS (
      DELETE FROM segment_member
      WHERE organization_id = ${write.organizationId}::uuid
        AND segment_id = ${write.segmentId}::uuid
        AND list = ${write.list}::member_list
        AND ${which}
      RETURNING identifier
    )
    ${summary}`;
  return written ?? nobody;
}

/** Of the identifiers that were written, as {@link WrittenMembers}. */
const summary = sql`
  SELECT count(*)::int AS count,
    ARRAY (SELECT identifier FROM written WHERE (SELECT count(*) FROM written) <= ${mostListed})
      AS identifiers
  FROM written`;

export const nobody: WrittenMembers = { count: 0, identifiers: [] };
