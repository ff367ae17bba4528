import type { FlagVersionList, ListFlagVersionsQuery } from '@halyard/contracts';
import { present, sql, type Database } from '@halyard/database';

import { readCursor, toCursor } from '../cursor.ts';
import { selectVersions, toVersion, type VersionRow, type VersionsOf } from './version-rows.ts';

/** A page of a flag's versions, the newest first, with what each changed of the one before. */
export async function listFlagVersions(
  database: Database,
  flag: VersionsOf,
  { limit, cursor }: Pick<ListFlagVersionsQuery, 'limit' | 'cursor'>,
): Promise<FlagVersionList> {
  const { organizationId, flagId } = flag;
  const below = cursor === undefined ? undefined : Number(readCursor(cursor, isPlace)[0]);
  const [total, rows] = await Promise.all([
    database.flagVersion.count({ where: { organizationId, flagId } }),
    // One more than is shown: it says whether there is a next page, and what the last one changed.
    database.$queryRaw<VersionRow[]>`${selectVersions(flag)}
      ${below === undefined ? sql`` : sql`AND made.version < ${below}`}
      ORDER BY made.version DESC LIMIT ${limit + 1}`,
  ]);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    versions: shown.map((row, index) => toVersion(row, rows[index + 1])),
    total,
    ...present('next_cursor', last && toCursor([String(last.version)])),
  };
}

const isPlace = ([version, ...more]: readonly string[]): boolean =>
  /^[1-9]\d{0,8}$/.test(version ?? '') && more.length === 0;
