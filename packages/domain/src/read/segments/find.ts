import type { SegmentDetails, SegmentDocument } from '@halyard/contracts';
import { isStorable } from '@halyard/core';
import { toSegmentDocument, type Database } from '@halyard/database';

import { noSuchSegment } from '../../segments/stored/lock.ts';
import { isUuid } from '../../uuid.ts';

/** What a path says of a segment: its id or its key. */
export interface SegmentName {
  organizationId: string;
  name: string;
}

/** The segment that a path names; throws `not_found`. */
export async function findSegment(
  database: Database,
  { organizationId, name }: SegmentName,
): Promise<SegmentDetails> {
  const row = isStorable(name)
    ? await database.segment.findFirst({
        where: { organizationId, ...(isUuid(name) ? { id: name } : { key: name }) },
      })
    : null;
  if (!row) throw noSuchSegment();
  return toDetails(row);
}

/** A stored segment as people see it. */
export const toDetails = (row: Parameters<typeof toSegmentDocument>[0]): SegmentDetails =>
  toSegmentDetails(toSegmentDocument(row), {
    included: row.includedCount,
    excluded: row.excludedCount,
  });

/** A segment's document, and how many identifiers it lists, as people see it. */
export const toSegmentDetails = (
  document: SegmentDocument,
  counts: { included: number; excluded: number },
): SegmentDetails => ({
  ...(document as unknown as Omit<SegmentDetails, 'included_count' | 'excluded_count'>),
  included_count: counts.included,
  excluded_count: counts.excluded,
});
