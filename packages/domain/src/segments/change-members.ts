import { parseInput, SegmentMemberChanges, type ChangedSegmentMembers } from '@halyard/contracts';

import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { withTransaction, type Transaction } from '../transaction/with-transaction.ts';
import { applyMemberChanges } from './stored/apply-member-changes.ts';
import { lockSegment, type SegmentReference } from './stored/lock.ts';
import { membersTimeoutMs } from './stored/write-members.ts';

export interface ChangeSegmentMembersInput extends SegmentReference, SegmentMemberChanges {}

/**
 * Adds identifiers to a segment's lists and takes others from them. Adding who is there already, or
 * removing who is not, changes nothing.
 */
export async function changeSegmentMembers(
  ctx: Context,
  input: ChangeSegmentMembersInput,
): Promise<ChangedSegmentMembers> {
  authorise(ctx, 'segment:update', input.organizationId);
  const { included, excluded } = input;
  const changes = parseInput(SegmentMemberChanges, { included, excluded });
  const write = async (tx: Transaction) =>
    applyMemberChanges(tx, await lockSegment(tx, input), changes);
  return withTransaction(ctx, write, membersTimeoutMs);
}
