import type {
  ChangedSegmentMembers,
  SegmentDocument,
  SegmentMembersDocument,
} from '@halyard/contracts';

import { recordChange } from '../../record/record-change.ts';
import type { Transaction } from '../../transaction/with-transaction.ts';
import { checkDeveloperMayChange } from '../checks/check-developer-may-change.ts';
import { mostListed, type WrittenMembers } from './write-members.ts';

/** What became of one list. */
export interface WrittenList {
  added: WrittenMembers;
  removed: WrittenMembers;
}

export type WrittenLists = Record<'included' | 'excluded', WrittenList>;

/**
 * Gives a locked segment whose members were written its version, counts, audit and change row; none
 * where nobody was really added or removed.
 */
export async function recordMembers(
  tx: Transaction,
  segment: SegmentDocument,
  written: WrittenLists,
): Promise<ChangedSegmentMembers> {
  const isChanged = countOf(written) > 0;
  if (isChanged) await checkDeveloperMayChange(tx, segment);
  const row = await (isChanged ? raiseVersion(tx, segment, written) : readRow(tx, segment));
  if (isChanged) await record(tx, segment, row.version, written);
  const { included, excluded } = countsOf(written);
  return {
    version: row.version,
    included: { ...included, total: row.includedCount },
    excluded: { ...excluded, total: row.excludedCount },
  };
}

const select = { version: true, includedCount: true, excludedCount: true } as const;

const whereOf = ({ organization_id: organizationId, id }: SegmentDocument) => ({
  organizationId_id: { organizationId, id },
});

const readRow = ({ db }: Transaction, segment: SegmentDocument) =>
  db.segment.findUniqueOrThrow({ where: whereOf(segment), select });

const raiseVersion = ({ db, ctx }: Transaction, segment: SegmentDocument, written: WrittenLists) =>
  db.segment.update({
    where: whereOf(segment),
    data: {
      version: { increment: 1 },
      includedCount: { increment: growthOf(written.included) },
      excludedCount: { increment: growthOf(written.excluded) },
      updatedAt: ctx.now(),
    },
    select,
  });

const growthOf = ({ added, removed }: WrittenList): number => added.count - removed.count;

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
