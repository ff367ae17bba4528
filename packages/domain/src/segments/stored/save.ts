import { isDeepStrictEqual } from 'node:util';

import { invalidInput, type SegmentDocument } from '@halyard/contracts';
import { compile, listSegmentReferences, validateSegment } from '@halyard/core';
import { toSegmentDocument, toSegmentRow } from '@halyard/database';

import { difference } from '../../audit/difference.ts';
import { recordChange } from '../../record/record-change.ts';
import type { Transaction } from '../../transaction/with-transaction.ts';
import { checkDeveloperMayChange } from '../checks/check-developer-may-change.ts';
import { lockWhereNestingChanges, writeNesting } from './nesting.ts';

/**
 * Writes a segment as it is to be from now on, checked in depth, with its audit and change row;
 * gives what was written. The segment is locked, or new. What changes nothing is not written.
 */
export async function saveSegment(
  tx: Transaction,
  before: SegmentDocument | undefined,
  wanted: SegmentDocument,
  action: 'created' | 'updated',
): Promise<SegmentDocument> {
  if (before && isDeepStrictEqual(before, wanted)) return before;
  const after: SegmentDocument = {
    ...wanted,
    version: (before?.version ?? 0) + 1,
    updated_at: tx.ctx.now().toISOString(),
  };
  if (before && !isDeepStrictEqual(before.rules, after.rules)) {
    await checkDeveloperMayChange(tx, before);
  }
  const hasNewNesting = await lockWhereNestingChanges(tx, before, after);
  await check(tx, after);
  await write(tx, before, after);
  if (hasNewNesting) await writeNesting(tx, after);
  await recordChange(tx, after.organization_id, {
    change: { kind: 'segment', entity_id: after.id, action, document: after },
    audit: {
      entityType: 'segment',
      entityId: after.id,
      action,
      changes: difference(before ?? null, after),
    },
  });
  return after;
}

/** Among all of the organization's: what it uses must be there, and what uses it stay sound. */
async function check({ db, ctx }: Transaction, segment: SegmentDocument): Promise<void> {
  const others =
    listSegmentReferences(segment).length === 0
      ? []
      : await db.segment.findMany({ where: { organizationId: segment.organization_id } });
  const { regex } = ctx;
  const dataSet = compile({ flags: [], segments: others.map(toSegmentDocument) }, { regex });
  const problems = validateSegment(segment, { dataSet, regex });
  if (problems.length > 0) throw invalidInput(problems);
}

async function write(
  { db }: Transaction,
  before: SegmentDocument | undefined,
  after: SegmentDocument,
): Promise<void> {
  const row = toSegmentRow(after);
  if (!before) {
    await db.segment.create({ data: row });
    return;
  }
  const { organizationId, id } = row;
  await db.segment.update({
    where: { organizationId_id: { organizationId, id } },
    data: row,
    select: { id: true },
  });
}
