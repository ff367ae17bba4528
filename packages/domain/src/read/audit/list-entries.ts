import type { AuditEntryList, AuditQuery } from '@halyard/contracts';
import type { Database } from '@halyard/database';

import { readCursor, toCursor } from '../cursor.ts';
import { matching, selectEntries, type AuditFilter } from './select-entries.ts';

/**
 * A page of an organization's audit, the newest first. The cursor is a place in the chain, so that
 * entries which are added meanwhile move no page that follows.
 */
export async function listAuditEntries(
  database: Pick<Database, 'auditEntry'>,
  filter: AuditFilter,
  { limit, offset, cursor }: Pick<AuditQuery, 'limit' | 'offset' | 'cursor'>,
): Promise<AuditEntryList> {
  const before = cursor === undefined ? undefined : readPlace(cursor);
  const [rows, total] = await Promise.all([
    // One more than asked for tells whether there are more.
    selectEntries(database, filter, { before, take: limit + 1, skip: offset }),
    database.auditEntry.count({ where: matching(filter) }),
  ]);
  const page = rows.slice(0, limit);
  return {
    entries: page.map(({ details }) => details),
    total,
    ...(rows.length > limit && { next_cursor: toCursor([String(page.at(-1)!.seq)]) }),
  };
}

function readPlace(cursor: string): bigint {
  const [seq] = readCursor(cursor, (place) => place.length === 1 && /^\d{1,15}$/.test(place[0]!));
  return BigInt(seq!);
}
