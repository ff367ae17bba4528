import type { Change } from '@halyard/contracts';
import { toChange, type Database } from '@halyard/database';

import type { Contact } from '../contact.ts';

/** Which part of a log: numbers greater than `after`, up to `upTo`. */
export interface ChangeRange {
  readonly after: number;
  /** Left out, to the log's end. */
  readonly upTo?: number;
  /** `flag_status`: of each flag the first change alone that made it come or go. */
  readonly only?: 'flag_status';
}

/** In the order of the log; what was trimmed is missing at the beginning. */
export type ReadChanges = (organizationId: string, range: ChangeRange) => Promise<Change[]>;

const statusActions = ['created', 'archived', 'restored', 'deleted'];

export const createReadChanges =
  (database: Database, contact: Pick<Contact, 'during'>): ReadChanges =>
  (organizationId, { after, upTo, only }) =>
    contact.during(async () => {
      const rows = await database.change.findMany({
        where: {
          organizationId,
          seq: { gt: after, ...(upTo !== undefined && { lte: upTo }) },
          ...(only && { kind: 'flag', action: { in: statusActions } }),
        },
        orderBy: { seq: 'asc' },
        ...(only && { distinct: ['entityId'] }),
      });
      return rows.map(toChange);
    });
