import {
  parseInput,
  SegmentMemberChanges,
  type SegmentDocument,
  type SegmentMembersDocument,
} from '@halyard/contracts';

import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { recordChange } from '../record/record-change.ts';
import { withTransaction, type Transaction } from '../transaction/with-transaction.ts';
import { checkDeveloperMayChange } from './checks/check-developer.ts';
import { lockSegment, type SegmentReference } from './stored/lock.ts';
import {
  addMembers,
  mostListed,
  removeMembers,
  type WrittenMembers,
} from './stored/write-members.ts';

export interface ChangeSegmentMembersInput extends SegmentReference, SegmentMemberChanges {}

/** How many identifiers each list really gained and lost. */
export interface ChangedMembers {
  /** The segment's, afterwards. */
  version: number;
  included: { added: number; removed: number };
  excluded: { added: number; removed: number };
}

/**
 * Adds identifiers to a segment's lists and takes others from them. Adding who is there already, or
 * removing who is not, changes nothing.
 */
export async function changeSegmentMembers(
  ctx: Context,
  input: ChangeSegmentMembersInput,
): Promise<ChangedMembers> {
  authorise(ctx, 'segment:update', input.organizationId);
  const { included, excluded } = input;
  const changes = parseInput(SegmentMemberChanges, { included, excluded });
  return withTransaction(ctx, async (tx) => {
    const segment = await lockSegment(tx, input);
    const written = {
      included: await writeList(tx, segment, 'included', changes.included),
      excluded: await writeList(tx, segment, 'excluded', changes.excluded),
    };
    if (countOf(written) === 0) return { version: segment.version, ...countsOf(written) };
    await checkDeveloperMayChange(tx, segment);
    const version = await raiseVersion(tx, segment);
    await record(tx, segment, version, written);
    return { version, ...countsOf(written) };
  });
}

interface WrittenList {
  added: WrittenMembers;
  removed: WrittenMembers;
}

type WrittenLists = Record<'included' | 'excluded', WrittenList>;

async function writeList(
  tx: Transaction,
  { organization_id: organizationId, id: segmentId }: SegmentDocument,
  list: keyof WrittenLists,
  { add, remove }: { add: string[]; remove: string[] },
): Promise<WrittenList> {
  const of = { organizationId, segmentId, list };
  return {
    added: await addMembers(tx, { ...of, identifiers: add }),
    removed: await removeMembers(tx, { ...of, identifiers: remove }),
  };
}

async function raiseVersion({ db, ctx }: Transaction, segment: SegmentDocument): Promise<number> {
  const { organization_id: organizationId, id } = segment;
  const { version } = await db.segment.update({
    where: { organizationId_id: { organizationId, id } },
    data: { version: { increment: 1 }, updatedAt: ctx.now() },
    select: { version: true },
  });
  return version;
}

/** The audit keeps how many, not who: identifiers are personal data, and it forgets nothing. */
const record = (
  tx: Transaction,
  { organization_id: organizationId, id }: SegmentDocument,
  version: number,
  written: WrittenLists,
): Promise<void> =>
  recordChange(tx, organizationId, {
    change: {
      kind: 'segment_members',
      entity_id: id,
      action: 'updated',
      document: toDocument(version, written),
    },
    audit: {
      entityType: 'segment',
      entityId: id,
      action: 'updated',
      changes: { before: {}, after: countsOf(written) },
    },
  });

function toDocument(version: number, written: WrittenLists): SegmentMembersDocument {
  const count = countOf(written);
  if (count > mostListed) return { version, count };
  const listed = ({ added, removed }: WrittenList) => ({
    added: added.identifiers,
    removed: removed.identifiers,
  });
  return { version, included: listed(written.included), excluded: listed(written.excluded) };
}

const countsOf = ({ included, excluded }: WrittenLists) => ({
  included: { added: included.added.count, removed: included.removed.count },
  excluded: { added: excluded.added.count, removed: excluded.removed.count },
});

const countOf = ({ included, excluded }: WrittenLists): number =>
  included.added.count + included.removed.count + excluded.added.count + excluded.removed.count;
