import { AppError, type FlagVersionDetails } from '@halyard/contracts';
import { present, type Database } from '@halyard/database';

import {
  detailsOf,
  selectVersions,
  toVersion,
  type VersionRow,
  type VersionsOf,
} from './version-rows.ts';

interface VersionOf extends VersionsOf {
  version: number;
  /** The version before where it is left out. */
  compareTo?: number | undefined;
}

/** A version of a flag with everything the flag was then, and what differs from another one. */
export async function readFlagVersion(
  database: Database,
  { version, compareTo = version - 1, ...flag }: VersionOf,
): Promise<FlagVersionDetails> {
  const rows = await database.$queryRaw<VersionRow[]>`${selectVersions(flag)}
    AND made.version IN (${version}, ${compareTo})`;
  const find = (wanted: number) => rows.find((row) => row.version === wanted);
  const row = find(version);
  if (!row) throw noSuchVersion();
  const other = find(compareTo);
  // Nothing came before the first one.
  if (!other && compareTo > 0) throw noSuchVersion();
  return {
    ...toVersion(row, other),
    flag: detailsOf(row),
    ...present('compared_to', other?.version),
  };
}

const noSuchVersion = () => new AppError('not_found', 'The flag has no such version.');
