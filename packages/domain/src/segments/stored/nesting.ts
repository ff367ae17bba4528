import { isDeepStrictEqual } from 'node:util';

import type { SegmentDocument } from '@halyard/contracts';
import { listSegmentReferences } from '@halyard/core';

import { lockOrganization } from '../../transaction/lock-organization.ts';
import type { Transaction } from '../../transaction/with-transaction.ts';
import { findSegmentIds } from './find.ts';

/** Locks the organization where other segments are about to be used; says whether they are. */
export async function lockWhereNestingChanges(
  tx: Transaction,
  before: SegmentDocument | undefined,
  after: SegmentDocument,
): Promise<boolean> {
  const used = before ? listSegmentReferences(before) : [];
  if (isDeepStrictEqual(used, listSegmentReferences(after))) return false;
  await lockOrganization(tx, after.organization_id);
  return true;
}

/** Writes which segments a segment uses, so that the database knows what is in use. */
export async function writeNesting(tx: Transaction, segment: SegmentDocument): Promise<void> {
  const { organization_id: organizationId, id: segmentId } = segment;
  const usedIds = await findSegmentIds(tx, organizationId, listSegmentReferences(segment));
  await tx.db.segmentNesting.deleteMany({ where: { organizationId, segmentId } });
  await tx.db.segmentNesting.createMany({
    data: [...usedIds.values()].map((usedId) => ({ organizationId, segmentId, usedId })),
  });
}
