import {
  AppError,
  FlagDetails,
  type FlagDocument,
  type FlagReferenceQuery,
} from '@halyard/contracts';
import { isStorable } from '@halyard/core';
import { toFlagDocument, type Database } from '@halyard/database';

import { noSuchFlag } from '../flags/stored/lock.ts';
import { isUuid } from '../uuid.ts';

/** What a path says of a flag: its id or its key, and which one is meant where several have that. */
export interface FlagName extends FlagReferenceQuery {
  organizationId: string;
  name: string;
}

/**
 * The flag that a path names. Throws `not_found`, and `ambiguous_key` listing them where several have
 * the key.
 */
export async function findFlag(
  database: Pick<Database, 'flag'>,
  flag: FlagName,
): Promise<FlagDocument> {
  const found = await findFlagRow(database, flag);
  if (!found) throw noSuchFlag();
  return toFlagDocument(found);
}

/** {@link findFlag}, as it is stored; `undefined` where there is none. */
export async function findFlagRow(database: Pick<Database, 'flag'>, flag: FlagName) {
  const { organizationId, name } = flag;
  const rows = isStorable(name)
    ? await database.flag.findMany({
        where: {
          organizationId,
          ...(isUuid(name) ? { id: name } : { key: name, ...whereOf(flag) }),
        },
        orderBy: { id: 'asc' },
      })
    : [];
  if (rows.length > 1) throw ambiguous(rows);
  return rows[0];
}

const fields = Object.keys(FlagDetails.shape) as (keyof FlagDetails)[];

/** A flag's document without what is Halyard's own business, its fields always in the same order. */
export const toFlagDetails = (document: FlagDocument): FlagDetails =>
  Object.fromEntries(
    fields.flatMap((field) => (document[field] === undefined ? [] : [[field, document[field]]])),
  ) as unknown as FlagDetails;

const whereOf = ({ application_id: applicationId, scope }: FlagName) => ({
  ...(scope === 'enterprise' && { applicationId: null }),
  ...(scope === 'application' && { applicationId: { not: null } }),
  ...(applicationId !== undefined && { applicationId }),
});

const ambiguous = (rows: readonly { id: string; applicationId: string | null }[]) =>
  new AppError(
    'ambiguous_key',
    'Several flags have this key: say which, by id, application_id or scope.',
    rows.map(({ id, applicationId }) => ({
      field: applicationId === null ? 'scope' : 'application_id',
      expected: `${applicationId ?? 'enterprise'} for the flag ${id}`,
    })),
  );
