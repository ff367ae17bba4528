import { isDeepStrictEqual } from 'node:util';

import type { AuditAction, FlagDocument } from '@halyard/contracts';
import { toFlagRow } from '@halyard/database';

import { recordChange } from '../../record/record-change.ts';
import type { Transaction } from '../../transaction/with-transaction.ts';
import { checkDefinition } from '../checks/check-definition.ts';
import { checkDeveloper } from '../checks/check-developer.ts';
import { checkEnvironmentNames } from '../checks/check-environments.ts';
import { checkVariationsAreUnused } from '../checks/in-use.ts';
import { armTimers } from './arm-timers.ts';
import { giveInsightSerials } from './insight-serials.ts';
import { lockWhereReferencesChange, writeReferences } from './references.ts';
import { toRecordedFlag } from './to-recorded-flag.ts';

export interface SavedChange {
  action: AuditAction;
  reason?: string | undefined;
  /** Only switches or the status change: a kill switch works even on what no longer passes. */
  keepsDefinition?: boolean;
}

/**
 * Writes a flag as it is to be from now on, checked in depth, with its version, audit and change
 * row; gives what was written. The flag is locked, or new. What changes nothing is not written.
 */
export async function saveFlag(
  tx: Transaction,
  before: FlagDocument | undefined,
  wanted: FlagDocument,
  { action, reason, keepsDefinition = false }: SavedChange,
): Promise<FlagDocument> {
  if (before && isDeepStrictEqual(before, wanted)) return before;
  const next: FlagDocument = {
    ...wanted,
    version: (before?.version ?? 0) + 1,
    updated_at: tx.ctx.now().toISOString(),
  };
  await checkDeveloper(tx, before, next);
  const hasNewReferences = !keepsDefinition && (await lockWhereReferencesChange(tx, before, next));
  await checkEnvironmentNames(tx, before, next);
  if (!keepsDefinition) {
    await checkDefinition(tx, next);
    if (before) await checkVariationsAreUnused(tx, before, next);
  }
  const after = await giveInsightSerials(tx, next);
  await write(tx, before, after);
  if (hasNewReferences) await writeReferences(tx, after.organization_id, [after]);
  await recordChange(tx, after.organization_id, toRecordedFlag(before, after, action, reason));
  return after;
}

async function write(
  { db, ctx }: Transaction,
  before: FlagDocument | undefined,
  after: FlagDocument,
): Promise<void> {
  const row = { ...toFlagRow(after), ...armTimers(before, after, ctx.now()) };
  if (!before) {
    await db.flag.create({ data: row });
    return;
  }
  const { organizationId, id } = row;
  await db.flag.update({
    where: { organizationId_id: { organizationId, id } },
    data: row,
    select: { id: true },
  });
}
