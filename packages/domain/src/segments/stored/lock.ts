import { AppError, type SegmentDocument } from '@halyard/contracts';
import { toSegmentDocument } from '@halyard/database';

import { checkVersion } from '../../check-version.ts';
import type { Transaction } from '../../transaction/with-transaction.ts';
import { isUuid } from '../../uuid.ts';

export interface SegmentReference {
  organizationId: string;
  segmentId: string;
  /** Refuse (`version_conflict`) unless the segment still has this version. */
  expectedVersion?: number;
}

/** Locks a segment until the transaction ends and gives it as it is then. */
export async function lockSegment(
  { db }: Transaction,
  { organizationId, segmentId, expectedVersion }: SegmentReference,
): Promise<SegmentDocument> {
  if (!isUuid(segmentId)) throw noSuchSegment();
  await db.$queryRaw`
    SELECT 1 FROM segment
    WHERE organization_id = ${organizationId}::uuid AND id = ${segmentId}::uuid
    FOR NO KEY UPDATE`;
  const segment = await db.segment.findUnique({
    where: { organizationId_id: { organizationId, id: segmentId } },
  });
  if (!segment) throw noSuchSegment();
  checkVersion(segment.version, expectedVersion);
  return toSegmentDocument(segment);
}

export const noSuchSegment = () => new AppError('not_found', 'There is no such segment.');
