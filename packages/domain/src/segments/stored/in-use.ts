import { AppError, type ErrorDetail, type SegmentDocument } from '@halyard/contracts';

import type { Transaction } from '../../transaction/with-transaction.ts';

/** Refuses to take away a segment that flags or segments use; the organization is locked. */
export async function checkSegmentIsUnused(
  tx: Transaction,
  segment: SegmentDocument,
): Promise<void> {
  const users = [...(await findFlags(tx, segment)), ...(await findSegments(tx, segment))];
  if (users.length === 0) return;
  throw new AppError('in_use', 'This segment is used by flags or other segments.', users);
}

async function findFlags({ db }: Transaction, segment: SegmentDocument): Promise<ErrorDetail[]> {
  const rows = await db.flagSegment.findMany({
    where: { organizationId: segment.organization_id, segmentId: segment.id },
    select: { flag: { select: { key: true } } },
    orderBy: { flagId: 'asc' },
  });
  return rows.map(({ flag: { key } }) => ({
    field: 'flags',
    expected: `removed from the flag ${key} first`,
  }));
}

async function findSegments({ db }: Transaction, segment: SegmentDocument): Promise<ErrorDetail[]> {
  const rows = await db.segmentNesting.findMany({
    where: { organizationId: segment.organization_id, usedId: segment.id },
    select: { segment: { select: { key: true } } },
    orderBy: { segmentId: 'asc' },
  });
  return rows.map(({ segment: { key } }) => ({
    field: 'segments',
    expected: `removed from the segment ${key} first`,
  }));
}
