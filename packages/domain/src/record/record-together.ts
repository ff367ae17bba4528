import type { Transaction } from '../transaction/with-transaction.ts';
import { recordChanges, type RecordedChange } from './record-change.ts';

/**
 * Runs writes whose changes are recorded together at the end: whoever else writes in the organization
 * waits from then on, and not while all of it is written.
 */
export async function recordTogether<T>(
  tx: Transaction,
  organizationId: string,
  write: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const deferred: RecordedChange[] = [];
  const result = await write({ ...tx, deferred });
  if (deferred.length > 0) await recordChanges(tx, organizationId, deferred);
  return result;
}
