import { parseInput, SegmentIdentifiers, type ChangedSegmentMembers } from '@halyard/contracts';

import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { withTransaction, type Transaction } from '../transaction/with-transaction.ts';
import { lockSegment, type SegmentReference } from './stored/lock.ts';
import { recordMembers, type WrittenList } from './stored/record-members.ts';
import { addMembers, keepMembers, membersTimeoutMs, nobody } from './stored/write-members.ts';

export interface ReplaceSegmentMembersInput extends SegmentReference {
  list: 'included' | 'excluded';
  /** All that the list is to hold. */
  identifiers: readonly string[];
}

/** Makes one of a segment's lists hold these identifiers and no others; the other list stays. */
export async function replaceSegmentMembers(
  ctx: Context,
  input: ReplaceSegmentMembersInput,
): Promise<ChangedSegmentMembers> {
  authorise(ctx, 'segment:update', input.organizationId);
  const identifiers = parseInput(SegmentIdentifiers, input.identifiers);
  const write = async (tx: Transaction) => {
    const segment = await lockSegment(tx, input);
    const { organizationId, list } = input;
    const of = { organizationId, segmentId: segment.id, list, identifiers };
    const removed = await keepMembers(tx, of);
    const written: WrittenList = { added: await addMembers(tx, of), removed };
    const unwritten: WrittenList = { added: nobody, removed: nobody };
    return recordMembers(tx, segment, {
      included: list === 'included' ? written : unwritten,
      excluded: list === 'excluded' ? written : unwritten,
    });
  };
  return withTransaction(ctx, write, membersTimeoutMs);
}
