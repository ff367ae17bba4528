import type { AuditEntryDetails, AuditQuery } from '@halyard/contracts';
import type { Database } from '@halyard/database';

import { readCursor, toCursor } from '../cursor.ts';
import { matching, selectEntries, type AuditFilter } from './select-entries.ts';

export interface AuditPage {
  /** Entries that match, on all pages. */
  total: number;
  /** Those of the page, a hundred at a time; at last the cursor of the page that follows, if any. */
  batches: AsyncGenerator<AuditEntryDetails[], string | undefined>;
}

type Page = Pick<AuditQuery, 'limit' | 'offset' | 'cursor'>;

/** An entry can hold a whole flag twice: a page of many is never in memory at once. */
const batchSize = 100;

/**
 * A page of an organization's audit, the newest first. The cursor is a place in the chain, so that
 * entries which are added meanwhile move no page that follows.
 */
export async function listAuditEntries(
  database: Pick<Database, 'auditEntry'>,
  filter: AuditFilter,
  page: Page,
): Promise<AuditPage> {
  const before = page.cursor === undefined ? undefined : readPlace(page.cursor);
  const total = await database.auditEntry.count({ where: matching(filter) });
  return { total, batches: readBatches(database, filter, page, before) };
}

async function* readBatches(
  database: Pick<Database, 'auditEntry'>,
  filter: AuditFilter,
  { limit, offset }: Page,
  start: bigint | undefined,
): AuditPage['batches'] {
  let before = start;
  for (let given = 0; given < limit; given += batchSize) {
    const take = Math.min(batchSize, limit - given);
    const skip = given === 0 ? offset : 0;
    // One more than is given tells whether there are more.
    const rows = await selectEntries(database, filter, { before, take: take + 1, skip });
    const batch = rows.slice(0, take);
    if (batch.length > 0) yield batch.map(({ details }) => details);
    if (rows.length <= take) return undefined;
    before = batch.at(-1)!.seq;
  }
  return toCursor([String(before)]);
}

function readPlace(cursor: string): bigint {
  const [seq] = readCursor(cursor, (place) => place.length === 1 && /^\d{1,15}$/.test(place[0]!));
  return BigInt(seq!);
}
