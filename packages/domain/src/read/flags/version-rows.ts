import type { FlagDetails, FlagDocument, FlagVersionList } from '@halyard/contracts';
import { present, sql, type Sql } from '@halyard/database';

import { flagDifferences } from '../../flags/differences/flag-differences.ts';
import { toFlagDetails } from '../flags.ts';

/** A flag's version as it is read, with the address of whoever made it while they are a member. */
export interface VersionRow {
  version: number;
  action: string;
  reason: string | null;
  created_by: string | null;
  email: string | null;
  created_at: Date;
  document: FlagDocument;
}

/** Which flag. */
export interface VersionsOf {
  organizationId: string;
  flagId: string;
}

/** Reads versions of a flag, to be narrowed down. */
export const selectVersions = ({ organizationId, flagId }: VersionsOf): Sql => sql`
  SELECT made.version, made.action, made.reason, made.created_by::text, account.email,
    made.created_at, made.document
  FROM flag_version AS made
  LEFT JOIN membership AS member
    ON member.organization_id = made.organization_id AND member.user_id = made.created_by
  LEFT JOIN user_account AS account ON account.id = member.user_id
  WHERE made.organization_id = ${organizationId}::uuid AND made.flag_id = ${flagId}::uuid`;

/** What was done in a version, told from another one: nothing where there is none before it. */
export const toVersion = (
  row: VersionRow,
  before: VersionRow | undefined,
): FlagVersionList['versions'][number] => ({
  version: row.version,
  action: row.action,
  ...present('reason', row.reason),
  ...present('created_by', row.created_by),
  ...present('created_by_email', row.email),
  created_at: row.created_at.toISOString(),
  changes: before ? flagDifferences(detailsOf(before), detailsOf(row)) : [],
});

export const detailsOf = ({ document }: VersionRow): FlagDetails => toFlagDetails(document);
