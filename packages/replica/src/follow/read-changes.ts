import type { Change } from '@halyard/contracts';
import { toChange, type Database } from '@halyard/database';

import type { Contact } from '../contact.ts';

/** Which part of a log: numbers greater than `after`, up to `upTo`. */
export interface ChangeRange {
  readonly after: number;
  /** Left out, to the log's end. */
  readonly upTo?: number;
  /** `flag_status`: of each flag the first change alone that made it come or go, to the log's end. */
  readonly only?: 'flag_status';
}

/** In the order of the log; what was trimmed is missing at the beginning. */
export type ReadChanges = (organizationId: string, range: ChangeRange) => Promise<Change[]>;

type Row = Parameters<typeof toChange>[0];

export const createReadChanges =
  (database: Database, contact: Pick<Contact, 'during'>): ReadChanges =>
  (organizationId, { after, upTo, only }) => {
    const range = { gt: after, ...(upTo !== undefined && { lte: upTo }) };
    return contact.during(async () => {
      const rows = only
        ? await readStatusChanges(database, organizationId, after)
        : await database.change.findMany({
            where: { organizationId, seq: range },
            orderBy: { seq: 'asc' },
          });
      return rows.map(toChange);
    });
  };

// Not by Prisma's `distinct`, which reads all rows there are and sorts them out here.
const readStatusChanges = (
  database: Database,
  organizationId: string,
  after: number,
): Promise<Row[]> =>
  database.$queryRaw<Row[]>`
    SELECT * FROM (
      SELECT DISTINCT ON (entity_id)
        organization_id::text AS "organizationId", seq, kind, entity_id::text AS "entityId", action,
        document, created_at AS "createdAt"
      FROM change
      WHERE organization_id = ${organizationId}::uuid AND seq > ${after}::bigint AND kind = 'flag'
        AND action IN ('created', 'archived', 'restored', 'deleted')
      ORDER BY entity_id, seq
    ) AS first ORDER BY seq`;
