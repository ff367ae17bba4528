import type { AuditEntryDetails } from '@halyard/contracts';
import type { Database } from '@halyard/database';

import { selectEntries, type AuditFilter } from './select-entries.ts';

const batchSize = 200;

/**
 * All of an organization's audit that matches, the newest first, 200 entries at a time: the next are
 * read when they are asked for. What is added meanwhile is not among them.
 */
export async function* exportAuditEntries(
  database: Pick<Database, 'auditEntry'>,
  filter: AuditFilter,
): AsyncGenerator<AuditEntryDetails[]> {
  let before: bigint | undefined;
  for (;;) {
    const batch = await selectEntries(database, filter, { before, take: batchSize });
    if (batch.length > 0) yield batch.map(({ details }) => details);
    if (batch.length < batchSize) return;
    before = batch.at(-1)!.seq;
  }
}
