import type {
  ChangedSegmentMembers,
  SegmentDocument,
  SegmentMemberChanges,
} from '@halyard/contracts';

import type { Transaction } from '../../transaction/with-transaction.ts';
import { recordMembers, type WrittenList } from './record-members.ts';
import { addMembers, removeMembers } from './write-members.ts';

/** Adds identifiers to the lists of a locked segment and takes others from them. */
export async function applyMemberChanges(
  tx: Transaction,
  segment: SegmentDocument,
  { included, excluded }: SegmentMemberChanges,
): Promise<ChangedSegmentMembers> {
  return recordMembers(tx, segment, {
    included: await writeList(tx, segment, 'included', included),
    excluded: await writeList(tx, segment, 'excluded', excluded),
  });
}

async function writeList(
  tx: Transaction,
  { organization_id: organizationId, id: segmentId }: SegmentDocument,
  list: 'included' | 'excluded',
  { add = [], remove = [] }: NonNullable<SegmentMemberChanges['included']> = {},
): Promise<WrittenList> {
  const of = { organizationId, segmentId, list };
  return {
    added: await addMembers(tx, { ...of, identifiers: add }),
    removed: await removeMembers(tx, { ...of, identifiers: remove }),
  };
}
